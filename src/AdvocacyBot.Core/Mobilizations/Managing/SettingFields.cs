using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// What organizers have set, as the answer to setting it and the overview both show it. Pure.
/// </summary>
internal static class SettingFields
{
    /// <summary>All settings that an overview shows apart from totals, time and place.</summary>
    public static IEnumerable<SettingField> All(Mobilization mobilization, Language language)
    {
        yield return Visible(mobilization, language);
        if (mobilization.Picture is not null)
            yield return Picture(mobilization, language);
        if (mobilization.HasDiscussion)
            yield return Discussion(mobilization, language);
        foreach (var rule in Rules(mobilization, language))
            yield return rule;
    }

    /// <summary>How people answer and are reminded.</summary>
    public static IEnumerable<SettingField> Rules(Mobilization mobilization, Language language)
    {
        yield return Guests(mobilization, language);
        yield return Closes(mobilization, language);
        yield return Reminders(mobilization, language);
        yield return Matching(mobilization, language);
        yield return CheckIn(mobilization, language);
        if (mobilization.Capacity is null)
            yield break;

        yield return Waitlist(mobilization, language);
        yield return Offers(mobilization, language);
    }

    public static SettingField Visible(Mobilization mobilization, Language language) =>
        Of("preview.visible", MobilizationTexts.All[language, mobilization.IsPublic ? "visible.everybody" : "visible.channels"], language);

    public static SettingField Picture(Mobilization mobilization, Language language) =>
        Of(
            "preview.picture",
            mobilization.Picture is null ? MobilizationTexts.All[language, "setting.none"]
            : mobilization.PictureText ?? MobilizationTexts.All[language, "preview.picture.notext"],
            language);

    public static SettingField Discussion(Mobilization mobilization, Language language) =>
        Of(
            "preview.discussion",
            MobilizationTexts.All[
                language,
                mobilization switch
                {
                    { HasDiscussion: false } => "setting.none",
                    { IsDiscussionClosed: true } => "setting.discussion.closed",
                    _ => "preview.discussion.yes",
                }],
            language);

    public static SettingField Capacity(Mobilization mobilization, Language language) =>
        Of("preview.capacity", mobilization.Capacity?.ToString(language.Culture) ?? MobilizationTexts.All[language, "setting.unlimited"], language);

    public static SettingField Guests(Mobilization mobilization, Language language) =>
        Of("setting.guests", (mobilization.MaxGuests ?? AnswerWish.MaxGuests).ToString(language.Culture), language);

    public static SettingField Waitlist(Mobilization mobilization, Language language) =>
        Of("setting.waitlist", MobilizationTexts.All[language, $"setting.waitlist.{mobilization.Fit}"], language);

    public static SettingField Offers(Mobilization mobilization, Language language) =>
        Of(
            "setting.offers",
            mobilization.OfferMinutes is { } minutes
                ? MobilizationTexts.All.Format(language, "setting.offers.held", DurationText.Minutes(minutes, language))
                : MobilizationTexts.All[language, "setting.offers.atonce"],
            language);

    public static SettingField Matching(Mobilization mobilization, Language language) =>
        Of("setting.matching", MobilizationTexts.All[language, mobilization.IsMatchingOff ? "setting.matching.off" : "setting.matching.on"], language);

    public static SettingField CheckIn(Mobilization mobilization, Language language) =>
        Of(
            "setting.checkin",
            mobilization.CheckInMinutes is { } minutes
                ? MobilizationTexts.All.Format(language, "setting.checkin.after", DurationText.Minutes(minutes, language))
                : MobilizationTexts.All[language, "setting.checkin.off"],
            language);

    public static SettingField Closes(Mobilization mobilization, Language language) =>
        mobilization.ClosesAt is { } closes
            ? new SettingField(MobilizationTexts.All[language, "setting.closes"], [new Moment(closes, mobilization.Zone)])
            : Of("setting.closes", MobilizationTexts.All[language, "setting.closes.start"], language);

    /// <summary>How long before the start people are reminded, and when one comes that would have come in the night.</summary>
    public static SettingField Reminders(Mobilization mobilization, Language language)
    {
        var offsets = Offsets.Read(mobilization.Reminders).Select(minutes => DurationText.Minutes(minutes, language)).ToList();
        if (offsets.Count == 0)
            return Of("setting.reminders", MobilizationTexts.All[language, "setting.none"], language);

        var value = new List<Span> { new Text(MobilizationTexts.All.Format(language, "setting.reminders.before", ListText.And(offsets, language))) };
        foreach (var at in ReminderTimes.Moved(mobilization, DateTimeZoneProviders.Tzdb))
            value.AddRange([new Text(value.Count == 1 ? $" · {MobilizationTexts.All[language, "setting.reminders.night"]} " : ", "), new Moment(at, mobilization.Zone)]);
        return new SettingField(MobilizationTexts.All[language, "setting.reminders"], value);
    }

    /// <param name="place">The meeting point, opened; null if there is none.</param>
    public static SettingField Reveal(Mobilization mobilization, string? place, Language language) =>
        place is null || mobilization.RevealAt is not { } reveal
            ? Of("setting.reveal", MobilizationTexts.All[language, "setting.none"], language)
            : new SettingField(
                MobilizationTexts.All[language, "setting.reveal"],
                [new Strong(place), new Text(MobilizationTexts.All[language, "setting.reveal.from"]), new Moment(reveal, mobilization.Zone)]);

    public static SettingField Roles(IReadOnlyList<SlotCover> roles, Language language) =>
        Of("field.roles", roles.Count == 0 ? MobilizationTexts.All[language, "setting.none"] : string.Join(", ", roles.Select(r => $"{r.Name}: {r.Slot.Needed.ToString(language.Culture)}")), language);

    /// <param name="text">What organizers say to those going; null for nothing.</param>
    public static SettingField Message(string? text, Language language) => Of("field.message", text ?? MobilizationTexts.All[language, "setting.none"], language);

    /// <summary>When it ends, as far as organizers have said so.</summary>
    public static SettingField Ends(Mobilization mobilization, Language language) => mobilization.HasEnd
        ? new SettingField(MobilizationTexts.All[language, "setting.ends"], [new Moment(mobilization.EndsAt, mobilization.Zone)])
        : Of("setting.ends", MobilizationTexts.All[language, "setting.none"], language);

    /// <summary>One of the texts that <see cref="Descriptions"/> changes.</summary>
    /// <param name="of">The language of the text; null if it is for all.</param>
    public static SettingField Text(ManageVerb verb, Language? of, string? text, Language language) => new(
        MobilizationTexts.All[language, $"setting.{verb}"] + (of is { } one ? $" ({one.OwnName})" : ""), [new Text(text ?? MobilizationTexts.All[language, "setting.none"])]);

    private static SettingField Of([TextKey(typeof(MobilizationTexts))] string key, string value, Language language) => new(MobilizationTexts.All[language, key], [new Text(value)]);
}
