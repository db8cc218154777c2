using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>Lists what is coming up; where that is one mobilization, it is shown whole, to be answered at once.</summary>
internal sealed class ActionsCommand(Upcoming upcoming, Coverage coverage, TimeProvider clock) : ICommand
{
    public static CommandSpec Spec { get; } = new("actions", MobilizationTexts.All) { IsQuery = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var list = await upcoming.ListAsync(ct);
        return list switch
        {
            [] => Reply.Say(language, MobilizationTexts.All[language, "actions.none"]),
            [var one] => Announcement.Repeat(one, await coverage.OfAsync(one.Id, ct), language, clock.UtcNow),
            _ => new Reply([new Listing([.. list.Select(m => Line(m, language))]), new Paragraph(MobilizationTexts.All.Format(language, "actions.how", RsvpChoices.Write(list[0].Number)))])
            {
                Title = MobilizationTexts.All[language, "actions.title"],
                Language = language,
            },
        };
    }

    private static List<Span> Line(Mobilization mobilization, Language language)
    {
        List<Span> line =
        [
            new Code(RsvpChoices.Write(mobilization.Number)), new Text(" "), new Strong(mobilization.Title), new Text(" · "),
            new Moment(mobilization.StartsAt, mobilization.Zone), new Text($" · {mobilization.Place}"),
        ];
        if (Availabilities.Of(mobilization) is { } seats)
            line.Add(new Text($" · {MobilizationTexts.All[language, $"seats.{seats}"]}"));
        return line;
    }
}

/// <summary>The mobilizations that are announced and not over, soonest first.</summary>
internal sealed class Upcoming(BotDb db, TimeProvider clock)
{
    private const int Most = 20;

    public Task<List<Mobilization>> ListAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        return db.Mobilizations.AsNoTracking()
            .Where(m => m.State == MobilizationState.Open && m.EndsAt > now)
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id)
            .Take(Most)
            .ToListAsync(ct);
    }
}
