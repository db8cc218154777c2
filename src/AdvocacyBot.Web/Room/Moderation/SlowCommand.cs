using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>Sets how long members of the web room wait between two messages: <c>room slow 30s</c>, <c>room slow off</c>.</summary>
internal sealed class SlowCommand(ModerationOrders orders, ModerationTable table) : ICommand
{
    private const string Time = "time";
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);
    private static readonly string[] SecondWords = ["", "s", "sec", "secs", "second", "seconds", "seconde", "secondes", "segundo", "segundos"];

    public static CommandSpec Spec { get; } = new("room slow", ModerationTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Time, OptionKind.Rest)],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => orders.RunAsync(request, inner => SlowAsync(request, inner), ct);

    /// <summary>Reads a pause: "30", "30 s", "2 min", or off for none; null if it is not one or too long. Pure.</summary>
    public static TimeSpan? Read(string text)
    {
        if (SettingWords.IsOff(text))
            return TimeSpan.Zero;

        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var pause = SecondWords.Contains(text[digits..].Trim(), StringComparer.OrdinalIgnoreCase)
            ? int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero
            : TimeSpan.FromMinutes(SpanText.Minutes(text) ?? 0);
        return pause > TimeSpan.Zero && pause <= MaxPause ? pause : null;
    }

    private async Task<Reply> SlowAsync(Request request, CancellationToken ct)
    {
        if (Read(request.Required(Time).Trim()) is not { } pause)
            return ModerationOrders.Tell(request, "slow.time");

        await table.SetPauseAsync(pause, ct);
        if (pause == TimeSpan.Zero)
        {
            await orders.NotifyAsync(request, "slow.notice.off", _ => null, ct);
            return ModerationOrders.Tell(request, "slow.off");
        }

        await orders.NotifyAsync(request, "slow.notice", language => DurationText.Seconds(pause, language), ct);
        return ModerationOrders.Tell(request, "slow.on", DurationText.Seconds(pause, request.Language));
    }
}
