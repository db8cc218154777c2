using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// The times that a date may mean, as buttons below the question which is meant. Each gives the same order with one of them:
/// <c>when:7:move:this:202612041800:120:1:America/Toronto</c>, with the length in minutes, or 0, and 2 for the second of two equal times.
/// </summary>
internal sealed class ReadingChoices(ActionCommand command) : IChoiceHandler
{
    private static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMddHHmm");
    private static readonly LocalDateTimePattern Written = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static string Prefix => "when";

    /// <summary>Says why a time cannot be used, with a choice for each time that it may mean.</summary>
    /// <param name="wish">To move or to copy.</param>
    /// <param name="scope">Which actions of a series are meant.</param>
    /// <param name="home">The zone that needs no name.</param>
    public static Reply Ask(ManageWish wish, SeriesScope scope, WhenRead read, DateTimeZone home) =>
        Reply.Tell(wish.Language, WhenProblems.Write(read, home, wish.Language)) with
        {
            Choices = read.IsQuestion
                ? [.. read.Readings.Where(reading => reading.Repeats is null).Select(reading => new Choice(IdOf(wish, scope, reading), ReadingLabel.Write(reading, wish.Language, home)))]
                : [],
        };

    private static string IdOf(ManageWish wish, SeriesScope scope, WhenReading reading) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}:{RsvpChoices.Write(wish.Mobilization.Number)}:{(wish.Verb == ManageVerb.Copy ? "copy" : "move")}:{scope.Name}:{Clock.Format(reading.Start.Local)}:{(int)(reading.Lasts?.TotalMinutes ?? 0)}:{(reading.Start.IsSecond ? 2 : 1)}:{reading.Start.Zone.Id}");

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var text, ("move" or "copy") and var verb, var scope, var clock, var length, ("1" or "2") and var turn, var zone] || RsvpChoices.Number(text) is not { } number
            || SeriesScopes.Find(scope) is null || Clock.Parse(clock) is not { Success: true } start
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            return Task.FromResult(Receipt.Problem(request.Language, "rsvp.unknown"));
        }

        var when = string.Create(
            CultureInfo.InvariantCulture,
            $"{Written.Format(start.Value)}{(minutes > 0 ? $" for {minutes} minutes" : "")}{(!IsTwice(start.Value, zone) ? "" : turn == "2" ? " second time" : " first time")} {zone}");
        return command.RunAsync(
            request with
            {
                Options = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [ActionCommand.Number] = RsvpChoices.Write(number),
                    [ActionCommand.Do] = verb,
                    [ActionCommand.Value] = when,
                    [ActionCommand.Scope] = scope,
                },
            },
            ct);
    }

    /// <summary>Whether the clocks show a time twice.</summary>
    private static bool IsTwice(LocalDateTime local, string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)?.MapLocal(local).Count == 2;
}
