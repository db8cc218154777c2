using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>What the organizer of a draft is shown, privately. Pure.</summary>
internal static class DraftReplies
{
    /// <summary>Asks which of several times is meant.</summary>
    public static Reply Question(AnnouncementDraft draft, WhenRead when, DateTimeZone home) =>
        Reply.Tell(draft.Language, WhenProblems.Write(when, home, draft.Language)) with
        {
            Title = draft.ReadOptions().GetValueOrDefault(AnnounceOptions.Title),
            Choices =
            [
                .. when.Readings.Select((reading, index) => new Choice(IdOf(draft, $"{index + 1}"), ReadingLabel.Write(reading, draft.Language, home))),
                Discard(draft),
            ],
        };

    /// <summary>The announcement as it would look in each language, and what only its organizer has to check.</summary>
    public static Reply Preview(
        AnnouncementDraft draft, Mobilization mobilization, IReadOnlyList<RoleNeed> needs, WhenReading when,
        IReadOnlyList<(ChannelRef Channel, Language Language)> channels, DateTime now)
    {
        var language = draft.Language;
        var roles = needs.Select(need => new SlotCover(Slots.Of(mobilization.Id, need), 0)).ToList();
        var languages = channels.Select(channel => channel.Language).Concat(mobilization.Translated).Distinct().ToList();
        var blocks = new List<Block> { new Paragraph([new Strong(MobilizationTexts.All[language, "announce.preview"])]) };
        foreach (var shown in languages)
        {
            if (languages.Count > 1)
                blocks.Add(new Paragraph([new Strong($"{shown.OwnName}: {mobilization.TitleIn(shown)}")]));
            blocks.AddRange(Announcement.Write(mobilization, roles, shown, now).Blocks.Select(block => shown == language ? block : Worded(block, shown)));
        }

        blocks.Add(new Fields(Checks(draft, mobilization, when, channels, now)));
        return new Reply(blocks)
        {
            Title = mobilization.TitleIn(language),
            Language = language,
            Visibility = Visibility.Private,
            Picture = Announcement.Write(mobilization, roles, language, now).Picture,
            Choices =
            [
                new Choice(IdOf(draft, "publish"), MobilizationTexts.All[language, "choice.publish"], Style: ChoiceStyle.Primary),
                Discard(draft),
            ],
        };
    }

    /// <summary>A block with its moments in words, because a platform writes the moments of a reply in the reply's own language.</summary>
    private static Block Worded(Block block, Language language) => block is Fields fields
        ? new Fields([.. fields.Items.Select(field => field with { Value = [.. field.Value.Select(span => span is Moment moment ? new Text(Moments.Write(moment, language)) : span)] })])
        : block;

    /// <summary>Says that it is announced, and under which number it is managed.</summary>
    /// <param name="later">The others of its series that are planned, soonest first.</param>
    public static Reply Published(Mobilization mobilization, Language language, params IReadOnlyList<Mobilization> later)
    {
        var number = RsvpChoices.Write(mobilization.Number);
        var text = MobilizationTexts.All.Format(language, "announce.done", mobilization.TitleIn(language), number);
        return Reply.Tell(language, later.Count == 0 ? text : $"{text} {Planned(later, language)}");
    }

    /// <summary>How it goes on, and as far ahead as that is planned.</summary>
    private static string Repeats(Repetition repetition, WhenReading when, Language language)
    {
        var text = RepetitionText.Write(repetition, language);
        var days = PlanSeries.LaterDays(repetition, when.Start.Local.Date);
        if (days.Count == 0)
            return text;
        var last = new Moment((when.Start with { Local = days[^1] + when.Start.Local.TimeOfDay }).Utc, when.Start.Zone.Id, MomentStyle.Date);
        return MobilizationTexts.All.FormatCount(language, "preview.repeats.days", days.Count, text, days.Count, Moments.Write(last, language));
    }

    private static string Planned(IReadOnlyList<Mobilization> later, Language language) => MobilizationTexts.All.FormatCount(
        language, "announce.planned", later.Count, later.Count, DurationText.Days(PlanSeries.DaysAhead, language),
        Moments.Write(new Moment(later[^1].StartsAt, later[^1].Zone, MomentStyle.Date), language));

    private static List<Field> Checks(
        AnnouncementDraft draft, Mobilization mobilization, WhenReading when, IReadOnlyList<(ChannelRef Channel, Language Language)> channels, DateTime now)
    {
        var language = draft.Language;
        var fields = new List<Field>
        {
            Plain("begins", RelativeDays.Write(when.Start, now, language)),
            Plain("zone", when.Start.Zone.Id),
        };
        if (!mobilization.HasEnd)
            fields.Add(Plain("ends", MobilizationTexts.All[language, "preview.noend"]));
        if (when.Repeats is { } repetition)
            fields.Add(Plain("repeats", Repeats(repetition, when, language)));
        if (mobilization.Capacity is { } capacity)
            fields.Add(Plain("capacity", capacity.ToString(language.Culture)));
        fields.Add(Plain("visible", MobilizationTexts.All[language, mobilization.IsPublic ? "visible.everybody" : "visible.channels"]));
        fields.Add(new Field(
            MobilizationTexts.All[language, "preview.channels"],
            [.. channels.SelectMany((channel, i) => Named(draft, channel).Prepend(new Text(i == 0 ? "" : ", ")))]));
        if (mobilization.Picture is not null)
            fields.Add(Plain("picture", mobilization.PictureText ?? MobilizationTexts.All[language, "preview.picture.notext"]));
        if (mobilization.HasDiscussion)
            fields.Add(Plain("discussion", MobilizationTexts.All[language, "preview.discussion.yes"]));
        var options = draft.ReadOptions();
        if (KeptSettings.In(options) is not null)
            fields.AddRange(SettingFields.Rules(mobilization, language).Select(setting => setting.Field));
        if (options.GetValueOrDefault(AnnounceOptions.PingNames) is { } pinged)
            fields.Add(Plain("ping", options.TryGetValue(AnnounceOptions.PingProblem, out var problem) ? $"{pinged}. {problem}" : pinged));
        return fields;

        Field Plain(string key, string value) => new(MobilizationTexts.All[language, $"preview.{key}"], value);
    }

    private static IEnumerable<Span> Named(AnnouncementDraft draft, (ChannelRef Channel, Language Language) channel)
    {
        var label = channel.Channel == draft.ChannelRef ? MobilizationTexts.All[draft.Language, "preview.here"] : channel.Channel.ToString();
        return
        [
            new Mention(MentionKind.Channel, channel.Channel.Platform, channel.Channel.Id, label),
            new Text($" ({channel.Language.OwnName})"),
        ];
    }

    private static Choice Discard(AnnouncementDraft draft) => new(IdOf(draft, "discard"), MobilizationTexts.All[draft.Language, "choice.discard"]);

    private static string IdOf(AnnouncementDraft draft, string action) => $"{DraftChoices.Prefix}:{draft.Token}:{action}";
}
