using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// Does to several actions of a series what an organizer orders for one: <c>action 7 following move 8pm</c>,
/// <c>action 7 all cancel</c>. Runs within the present transaction.
/// </summary>
internal sealed class ChangeSeries(BotDb db, WriteTransaction write, ManageActions actions, Moving moving, IDateTimeZoneProvider zones, TimeProvider clock)
{
    private const int MaxListed = 20;

    /// <summary>What must not change meanwhile: the series, then its actions in the order of their ids.</summary>
    public static string SubjectOf(long series) => Subject.Of("series", series);

    public async Task<Reply> RunAsync(ManageWish wish, SeriesScope scope, CancellationToken ct)
    {
        var members = await MembersAsync(wish.Mobilization, scope, ct);
        var now = clock.UtcNow;
        if (wish.Verb == ManageVerb.Move)
            members = members.FindAll(m => m.StartsAt > now);
        if (members.Count == 0)
            return wish.Refuse("manage.series.over");

        foreach (var id in members.Select(m => m.Id).Order())
            await write.LockAsync(Mobilization.SubjectOf(id), ct);
        return wish.Verb == ManageVerb.Move ? await MoveAsync(wish, scope, members, ct) : await EachAsync(wish, members, ct);
    }

    /// <summary>The actions of a series that are not over, each with its number and time.</summary>
    public async Task<Reply> ListAsync(Mobilization one, SeriesScope scope, Language language, CancellationToken ct)
    {
        var members = await MembersAsync(one, scope, ct);
        return members.Count == 0
            ? Receipt.Problem(language, "manage.series.over")
            : new Reply([Listed(members)]) { Title = one.TitleIn(language), Language = language, Visibility = Visibility.Private };
    }

    /// <summary>
    /// All move by the same number of days and begin at the same time by the clock, whatever the clocks do in between. Nothing moves
    /// if one of them would begin in the past.
    /// </summary>
    private async Task<Reply> MoveAsync(ManageWish wish, SeriesScope scope, IReadOnlyList<Mobilization> members, CancellationToken ct)
    {
        var read = moving.Read(wish);
        if (read.Reading is not { } when)
            return moving.Problem(wish, read, scope);

        var days = Period.DaysBetween(wish.Mobilization.Local(zones).Local.Date, when.Start.Local.Date);
        var starts = members.ToDictionary(m => m.Id, m => when.Start with
        {
            Local = m.Local(zones).Local.Date.PlusDays(days) + when.Start.Local.TimeOfDay,
            IsSecond = m.Id == wish.Mobilization.Id && when.Start.IsSecond,
        });
        var now = clock.UtcNow;
        if (starts.Values.Any(start => start.Utc <= now))
            return wish.Refuse("manage.series.past");

        foreach (var member in members)
        {
            if (member.SeriesDay is { } day)
                member.SeriesDay = LocalDatePattern.Iso.Format(LocalDatePattern.Iso.Parse(day).Value.PlusDays(days));
            await moving.MoveToAsync(member, starts[member.Id], when.Lasts, ct);
        }

        return Done(wish, members, new Paragraph(MobilizationTexts.All[wish.Language, "manage.told"]));
    }

    private async Task<Reply> EachAsync(ManageWish wish, IReadOnlyList<Mobilization> members, CancellationToken ct)
    {
        Reply? first = null;
        foreach (var member in members)
        {
            var reply = await actions.RunAsync(wish with { Mobilization = member }, ct);
            if (!reply.Understood)
                return reply;
            first ??= reply;
        }

        return Done(wish, members, [.. first!.Blocks]);
    }

    private static Reply Done(ManageWish wish, IReadOnlyList<Mobilization> members, params IReadOnlyList<Block> blocks) => new(
    [
        .. blocks,
        new Paragraph(MobilizationTexts.All.FormatCount(wish.Language, "manage.series.changed", members.Count, members.Count)),
        Listed(members),
    ])
    {
        Language = wish.Language,
        Visibility = Visibility.Private,
    };

    private static Listing Listed(IReadOnlyList<Mobilization> members)
    {
        var lines = members.Take(MaxListed).Select(m => (IReadOnlyList<Span>)[new Code(RsvpChoices.Write(m.Number)), new Text(" "), new Moment(m.StartsAt, m.Zone)]);
        return new Listing(members.Count > MaxListed ? [.. lines, [new Text("…")]] : [.. lines]);
    }

    /// <summary>Soonest first; the one that is named alone if it is in no series.</summary>
    private Task<List<Mobilization>> MembersAsync(Mobilization one, SeriesScope scope, CancellationToken ct)
    {
        var (now, from) = (clock.UtcNow, scope == SeriesScope.Following ? one.StartsAt : DateTime.MinValue);
        return db.Mobilizations
            .Where(m => (m.Id == one.Id || (one.SeriesId != null && m.SeriesId == one.SeriesId))
                && (m.State == MobilizationState.Open || m.State == MobilizationState.Planned) && m.EndsAt > now && m.StartsAt >= from)
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id)
            .ToListAsync(ct);
    }
}
