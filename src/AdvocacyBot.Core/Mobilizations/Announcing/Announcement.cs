using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>The public message of a mobilization, as it stands now: what, when, where, how full in steps, and never who. Pure.</summary>
internal static class Announcement
{
    /// <summary>The subject of messages that are the announcement and nothing else, so that they can be rewritten as a whole.</summary>
    public static string SubjectOf(Mobilization mobilization) => Subject.Of("announcement", mobilization.Id);

    /// <summary>The subject of answers that repeat it. There may be hundreds: they are rewritten only for what people must know.</summary>
    public static string RepetitionOf(Mobilization mobilization) => Subject.Of("announcement-repeated", mobilization.Id);

    /// <summary>As an answer to somebody.</summary>
    public static Reply Repeat(Mobilization mobilization, IReadOnlyList<SlotCover> roles, Language language, DateTime now) =>
        Write(mobilization, roles, language, now) with
        {
            Urgency = Urgency.Routine,
            Subjects = [mobilization.Subject, RepetitionOf(mobilization)],
            Discussion = Discussion.None,
        };

    /// <param name="mobilization">As it stands.</param>
    /// <param name="roles">What is needed, and how far that is covered.</param>
    /// <param name="language">For whom.</param>
    /// <param name="now">UTC; after the start it says something else than before.</param>
    /// <param name="withNumbers">Whether it says what changes with every answer.</param>
    public static Reply Write(
        Mobilization mobilization, IReadOnlyList<SlotCover> roles, Language language, DateTime now, bool withNumbers = true)
    {
        var blocks = new List<Block>();
        if (Status(mobilization, now) is { } status)
            blocks.Add(new Paragraph([new Strong(MobilizationTexts.All[language, status])]));
        if (mobilization is { IsCancelled: true, CancelReason: { } reason })
            blocks.Add(new Paragraph(reason));
        if (mobilization.DetailsIn(language) is { } details)
            blocks.Add(new Paragraph(details));
        blocks.Add(new Fields(Facts(mobilization, roles, language, withNumbers)));
        if (Footer(mobilization, language, now) is { } footer)
            blocks.Add(footer);

        return new Reply(blocks)
        {
            Title = mobilization.TitleIn(language),
            IsCard = true,
            Picture = mobilization.Picture is { } picture ? AnnouncementReader.Shown(new Uri(picture), mobilization.PictureText) : null,
            Discussion = DiscussionOf(mobilization, now),
            Language = language,
            Choices = Choices(mobilization, language, now),
            Menus = Menus(mobilization, roles, language, now, withNumbers),
            Urgency = Urgency.Notify,
            Subjects = [mobilization.Subject, SubjectOf(mobilization)],
        };
    }

    private static Discussion DiscussionOf(Mobilization mobilization, DateTime now) => mobilization switch
    {
        { HasDiscussion: false } => Discussion.None,
        { IsDiscussionClosed: true } or { State: MobilizationState.Shredded } => Discussion.Closed,
        _ => now >= mobilization.EndsAt ? Discussion.Closed : Discussion.Open,
    };

    /// <summary>The roles and shifts that a volunteer can take on while answers are open.</summary>
    private static IReadOnlyList<ChoiceMenu> Menus(
        Mobilization mobilization, IReadOnlyList<SlotCover> roles, Language language, DateTime now, bool withNumbers) =>
        roles.Count == 0 || mobilization.State != MobilizationState.Open || now >= (mobilization.ClosesAt ?? mobilization.StartsAt)
            ? []
            :
            [
                new ChoiceMenu(
                    MobilizationTexts.All[language, "menu.roles"],
                    [.. roles.Select(r => new Choice(RsvpChoices.IdOf(mobilization.Number, r.Slot), withNumbers ? Need(r, language) : r.Name))]),
            ];

    /// <summary>What can be pressed below any public message about it: answers before it begins, afterwards a sign of being home safe.</summary>
    public static IReadOnlyList<Choice> Choices(Mobilization mobilization, Language language, DateTime now) => mobilization switch
    {
        { State: not MobilizationState.Open } => [],
        _ when now < (mobilization.ClosesAt ?? mobilization.StartsAt) => RsvpChoices.Of(mobilization.Number, language),
        _ when now >= mobilization.StartsAt => [CheckIns.SafeChoices.Of(mobilization.Number, language) with { Style = ChoiceStyle.Plain }],
        _ => [],
    };

    private static string? Status(Mobilization mobilization, DateTime now) => mobilization switch
    {
        { IsCancelled: true } => "status.cancelled",
        { State: MobilizationState.Shredded } => "status.over",
        _ when now >= mobilization.EndsAt => "status.over",
        _ when now >= mobilization.StartsAt => "status.now",
        _ => null,
    };

    private static List<Field> Facts(Mobilization mobilization, IReadOnlyList<SlotCover> roles, Language language, bool withNumbers)
    {
        var fields = new List<Field>
        {
            new(MobilizationTexts.All[language, "field.when"], WhenSpans.Of(mobilization)),
            new(MobilizationTexts.All[language, "field.where"], PlaceMaps.Write(mobilization, language)),
        };
        if (mobilization is { State: MobilizationState.Open, MeetingPoint: not null, RevealAt: { } reveal })
            fields.Add(Moment("field.reveal", new Moment(reveal, mobilization.Zone)));
        if (mobilization.State == MobilizationState.Open && withNumbers)
        {
            if (Availabilities.Of(mobilization) is { } seats)
                fields.Add(Plain("field.seats", MobilizationTexts.All[language, $"seats.{seats}"]));
            fields.Add(Plain("field.going", Going(mobilization, language)));
            if (roles.Count > 0)
                fields.Add(Plain("field.roles", string.Join(", ", roles.Select(role => Need(role, language)))));
        }

        if (mobilization.AccessIn(language) is { } access)
            fields.Add(Plain("field.access", access));
        if (mobilization.Hotline is { } hotline)
            fields.Add(Plain("field.hotline", hotline));
        return fields;

        Field Plain([TextKey(typeof(MobilizationTexts))] string key, string value) => new(MobilizationTexts.All[language, key], value);
        Field Moment([TextKey(typeof(MobilizationTexts))] string key, Moment value) => new(MobilizationTexts.All[language, key], [value]);
    }

    /// <summary>How many are going, as it was published last.</summary>
    public static string Going(Mobilization mobilization, Language language) => mobilization.PublishedGoing > 0
        ? MobilizationTexts.All.Format(language, "band.more", mobilization.PublishedGoing)
        : MobilizationTexts.All[language, "band.hidden"];

    private static string Need(SlotCover role, Language language) =>
        MobilizationTexts.All.Format(language, role.Gap > 0 ? "role.needed" : "role.covered", role.Name);

    private static ChoiceNote? Footer(Mobilization mobilization, Language language, DateTime now)
    {
        if (mobilization is not { State: MobilizationState.Open, Number: > 0 } || now >= mobilization.StartsAt)
            return null;

        var number = RsvpChoices.Write(mobilization.Number);
        return new ChoiceNote(
            MobilizationTexts.All.Format(language, "announcement.footer", number),
            MobilizationTexts.All.Format(language, "announcement.footer.public", number));
    }
}
