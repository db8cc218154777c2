using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// Lists what is coming up: in a channel what everybody there may know of, in a direct conversation what the member may. A
/// single mobilization is shown whole, to be answered at once.
/// </summary>
internal sealed class ActionsCommand(Upcoming upcoming, Coverage coverage, TimeProvider clock) : ICommand
{
    /// <summary>A button for each of more would be a wall.</summary>
    private const int MaxChoices = 10;

    public static CommandSpec Spec { get; } = new("actions", MobilizationTexts.All) { IsQuery = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var list = await upcoming.ForRequestAsync(request, ct);
        return list switch
        {
            [] => Reply.Say(language, MobilizationTexts.All[language, "actions.none"]),
            [var one] => Announcement.Repeat(one, await coverage.PublishedAsync(one.Id, ct), language, clock.UtcNow) with
            {
                // A direct conversation leads to the person, so it is not remembered as a place that names the action.
                Visibility = request.Intent.IsDirect ? Visibility.Private : Visibility.Public,
            },
            _ => new Reply([new Listing([.. list.Select(m => Line(m, language))]), new Paragraph(MobilizationTexts.All.Format(language, "actions.how", RsvpChoices.Write(list[0].Number)))])
            {
                Title = MobilizationTexts.All[language, "actions.title"],
                Language = language,
                IsCard = true,
                Choices = [.. list.Take(MaxChoices).Select((m, item) => ShowChoices.Of(m, item, language))],
            },
        };
    }

    private static List<Span> Line(Mobilization mobilization, Language language)
    {
        List<Span> line =
        [
            new Code(RsvpChoices.Write(mobilization.Number)), new Text(" "), new Strong(mobilization.TitleIn(language)), new Text(" · "),
            new Moment(mobilization.StartsAt, mobilization.Zone), new Text($" · {mobilization.Place}"),
        ];
        if (Availabilities.Of(mobilization) is { } seats)
            line.Add(new Text($" · {MobilizationTexts.All[language, $"seats.{seats}"]}"));
        return line;
    }
}

/// <summary>The mobilizations that are announced and not over, soonest first.</summary>
internal sealed class Upcoming(BotDb db, ActionVisibility visibility, TimeProvider clock)
{
    private const int MaxCount = 20;

    /// <summary>How many are looked at for those that one member may know of.</summary>
    private const int MaxExamined = 200;

    /// <summary>In a channel those that everybody there may know of, in a direct conversation those that the member may.</summary>
    public Task<List<Mobilization>> ForRequestAsync(Request request, CancellationToken ct) =>
        request.Intent.IsDirect ? ForMemberAsync(request, ct) : InChannelAsync(request.Intent.Channel, ct);

    /// <summary>The same, followed by those that are cancelled and whose date has not passed: somebody may ask about them.</summary>
    public async Task<List<Mobilization>> WithCancelledAsync(Request request, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var known = await ForRequestAsync(request, ct);
        var visible = request.Intent.IsDirect ? db.Mobilizations : ActionVisibility.In(db, request.Intent.Channel);
        var cancelled = await MobilizationCalendar.Announced(visible).Where(m => m.CancelledAt != null && m.EndsAt > now)
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id).Take(MaxCount).ToListAsync(ct);
        return [.. known, .. request.Intent.IsDirect ? await visibility.ForMemberAsync(request, cancelled, ct) : cancelled];
    }

    /// <summary>Those that everybody in a channel may know of.</summary>
    public Task<List<Mobilization>> InChannelAsync(ChannelRef channel, CancellationToken ct) =>
        Announced(ActionVisibility.In(db, channel)).Take(MaxCount).ToListAsync(ct);

    /// <summary>Those that the member of a request may know of; for private answers.</summary>
    public async Task<List<Mobilization>> ForMemberAsync(Request request, CancellationToken ct)
    {
        var all = await Announced(db.Mobilizations).Take(MaxExamined).ToListAsync(ct);
        return [.. (await visibility.ForMemberAsync(request, all, ct)).Take(MaxCount)];
    }

    private IQueryable<Mobilization> Announced(IQueryable<Mobilization> mobilizations)
    {
        var now = clock.UtcNow;
        return mobilizations.AsNoTracking()
            .Where(m => m.State == MobilizationState.Open && m.EndsAt > now)
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id);
    }
}
