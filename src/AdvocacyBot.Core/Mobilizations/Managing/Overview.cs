using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// What organizers see: totals, roles, gaps, trouble, and the receipt of shredding. Never names, apart from those that people gave for the
/// case that they do not say that they are home safe.
/// </summary>
internal sealed class Overview(BotDb db, KeyStore keys, Coverage coverage, PeopleFigures people, ClockGuard guard, TimeProvider clock)
{
    /// <summary>From how many failed attempts on a message that is still tried is shown as trouble.</summary>
    private const int MinAttempts = 3;

    public async Task<Reply> WriteAsync(Mobilization mobilization, Language language, CancellationToken ct)
    {
        var fields = new List<Block> { Notice.Facts(mobilization, language) };
        if (mobilization.State == MobilizationState.Shredded)
        {
            if (mobilization.IsCancelled)
                fields.Add(new Fields([new Field(MobilizationTexts.All[language, "overview.status"], MobilizationTexts.All[language, $"state.{MobilizationState.Cancelled}"])]));
            fields.AddRange(Shredding(mobilization, language, db.Database.IsSqlite()));
        }
        else
        {
            fields.AddRange(await TotalsAsync(mobilization, language, ct));
        }

        var jumpedFrom = await guard.JumpedFromAsync(ct);
        if (jumpedFrom is { } latest)
            fields.Add(new Paragraph([new Text(MobilizationTexts.All[language, "clock.jumped"] + " "), new Moment(latest, mobilization.Zone)]));
        return new Reply(fields)
        {
            Choices = jumpedFrom is null ? [] : [new Choice($"{ClockChoices.Prefix}:confirm", MobilizationTexts.All[language, "choice.clock"])],
            Title = $"{RsvpChoices.Write(mobilization.Number)} · {mobilization.TitleIn(language)}",
            Language = language,
            Visibility = Visibility.Private,
        };
    }

    private async Task<List<Block>> TotalsAsync(Mobilization mobilization, Language language, CancellationToken ct)
    {
        var id = mobilization.Id;
        var totals = await db.Rsvps.Where(r => r.MobilizationId == id && r.Answer != Answer.Linked)
            .GroupBy(r => r.Answer)
            .Select(g => new { g.Key, People = g.Sum(r => r.Party) })
            .ToDictionaryAsync(g => g.Key, g => g.People, ct);
        var safe = await db.SafeMarks.CountAsync(m => m.MobilizationId == id && m.WasGoing, ct);
        var others = await db.SafeMarks.CountAsync(m => m.MobilizationId == id && !m.WasGoing, ct);
        var fields = new List<Field>
        {
            Plain("status", MobilizationTexts.All[language, $"state.{mobilization.State}"]),
            Plain("going", Of(Answer.Going) + (mobilization.Capacity is { } capacity ? $" / {capacity.ToString(language.Culture)}" : "")),
            Plain("maybe", Of(Answer.Maybe)),
            Plain("waiting", Of(Answer.Waiting)),
        };
        if (totals.ContainsKey(Answer.Offered))
            fields.Add(Plain("offered", Of(Answer.Offered)));
        if (mobilization.SeatsTaken > mobilization.Capacity)
            fields.Add(Plain("over", (mobilization.SeatsTaken - mobilization.Capacity.Value).ToString(language.Culture)));
        if (clock.UtcNow >= mobilization.StartsAt)
            fields.Add(Plain("safe", MobilizationTexts.All.Format(language, others == 0 ? "safe.going" : "safe.others", safe, others)));

        fields.AddRange((await people.OfAsync(mobilization, language, ct)).Select(one => Plain(one.Key, one.Value)));
        if (await LaterAsync(mobilization, language, ct) is { } later)
            fields.Add(Plain("series", later));
        fields.AddRange(Texts(mobilization, language).Concat(SettingFields.All(mobilization, language)).Select(setting => setting.Field));
        if (mobilization.Translations is not null)
            fields.Add(Plain("translations", string.Join(" · ", mobilization.Translated.Select(one => $"{one.OwnName}: {mobilization.TitleIn(one)}"))));
        if (keys.Find(mobilization.KeyId) is { } key)
        {
            if (mobilization.MeetingPoint is not null)
                fields.Add(SettingFields.Reveal(mobilization, Meeting.Open(mobilization, key), language).Field);
            if (MessageToGoing.Open(mobilization, key) is { } message)
                fields.Add(SettingFields.Message(message, language).Field);
        }

        if (await db.CoOrganizers.CountAsync(c => c.MobilizationId == id, ct) is > 0 and var coOrganizers)
            fields.Add(Plain("coorganizers", coOrganizers.ToString(language.Culture)));
        var channels = await db.MobilizationChannels.Where(c => c.MobilizationId == id).OrderBy(c => c.Platform).ThenBy(c => c.Channel).ToListAsync(ct);
        fields.Add(Plain("channels", string.Join(", ", channels.Select(c => $"{c.Platform}/{c.Channel} ({c.Language.OwnName})"))));

        var blocks = new List<Block> { new Fields(fields) };
        var roles = await coverage.OfAsync(id, ct);
        if (roles.Count > 0)
            blocks.Add(new Listing([.. roles.Select(role => (IReadOnlyList<Span>)[new Text(Gap(role, language))])]));
        blocks.AddRange(await TroubleAsync(mobilization, language, ct));
        blocks.Add(new Paragraph(MobilizationTexts.All.Format(language, mobilization.State == MobilizationState.Cancelled ? "overview.copy" : "overview.how", RsvpChoices.Write(mobilization.Number))));
        return blocks;

        string Of(Answer answer) => totals.GetValueOrDefault(answer).ToString(language.Culture);
        Field Plain(string key, string value) => new(MobilizationTexts.All[language, $"overview.{key}"], value);
    }

    /// <summary>What is said of it in all languages, and why it was cancelled.</summary>
    private static IEnumerable<SettingField> Texts(Mobilization mobilization, Language language)
    {
        if (mobilization.CancelReason is { } reason)
            yield return new SettingField(MobilizationTexts.All[language, "overview.reason"], [new Text(reason)]);
        if (mobilization.Details is { } details)
            yield return SettingFields.Text(ManageVerb.Details, null, details, language);
        if (mobilization.Access is { } access)
            yield return SettingFields.Text(ManageVerb.Access, null, access, language);
    }

    /// <summary>How many of its series come after it; null if it is in none.</summary>
    private async Task<string?> LaterAsync(Mobilization mobilization, Language language, CancellationToken ct)
    {
        if (mobilization.SeriesId is not { } series)
            return null;
        var later = await db.Mobilizations.AsNoTracking()
            .Where(m => m.SeriesId == series && m.StartsAt > mobilization.StartsAt && (m.State == MobilizationState.Open || m.State == MobilizationState.Planned))
            .OrderBy(m => m.StartsAt)
            .Select(m => new { m.StartsAt, m.Zone })
            .ToListAsync(ct);
        return later.Count == 0
            ? MobilizationTexts.All[language, "series.last"]
            : MobilizationTexts.All.FormatCount(
                language, "series.later", later.Count, later.Count, Moments.Write(new Moment(later[^1].StartsAt, later[^1].Zone, MomentStyle.Date), language),
                RsvpChoices.Write(mobilization.Number));
    }

    /// <summary>"2 of 3 medic 14:00–16:00", and in so many words where nobody has taken it on.</summary>
    private static string Gap(SlotCover role, Language language) =>
        role.Filled == 0
            ? MobilizationTexts.All.Format(language, "overview.norole", role.Name, role.Slot.Needed)
            : MobilizationTexts.All.Format(language, "overview.role", role.Name, role.Filled, role.Slot.Needed);

    /// <summary>Messages that could not be posted or edited, such as an announcement that somebody deleted.</summary>
    private async Task<IReadOnlyList<Block>> TroubleAsync(Mobilization mobilization, Language language, CancellationToken ct)
    {
        string[] causes = [mobilization.Subject, Reminders.CauseOf(mobilization), TellChange.CauseOf(mobilization), TellChange.SayCauseOf(mobilization)];
        var parked = await db.Deliveries
            .Where(d => causes.Contains(d.Cause) && (d.State == DeliveryState.Parked || (d.State == DeliveryState.Waiting && d.Attempts >= MinAttempts)))
            .Select(d => new { d.Platform, d.Channel, d.Problem })
            .Distinct()
            .Take(5)
            .ToListAsync(ct);
        return
        [
            .. parked.Select(p => new Paragraph(MobilizationTexts.All.Format(
                language, "overview.trouble", new ChannelRef(p.Platform, p.Channel), p.Problem, RsvpChoices.Write(mobilization.Number)))),
        ];
    }

    private static IEnumerable<Block> Shredding(Mobilization mobilization, Language language, bool isSqlite)
    {
        yield return new Paragraph(
        [
            new Strong(MobilizationTexts.All[language, "shredded.title"]), new Text(" "),
            new Moment(mobilization.ShreddedAt!.Value, mobilization.Zone),
        ]);
        yield return new Paragraph(MobilizationTexts.All.Format(
            language, !mobilization.IsScrubbed ? "shredded.pending" : isSqlite ? "shredded.done" : "shredded.rewritten", mobilization.KeyId[..8]));
        yield return new Paragraph(MobilizationTexts.All.Format(
            language, "shredded.kept", Banding.Write(mobilization.KeptTotal ?? 0, language)));
    }
}
