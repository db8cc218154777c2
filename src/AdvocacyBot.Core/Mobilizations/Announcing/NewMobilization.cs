using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Makes a mobilization with its key, its channels and its roles, within the present transaction.</summary>
internal sealed class NewMobilization(BotDb db, KeyStore keys, BotSettings settings)
{
    /// <summary>How long an action is taken to last if its organizer does not say.</summary>
    public static readonly Duration DefaultLength = Duration.FromHours(2);

    /// <param name="options">The options of <c>announce</c>, which have been checked.</param>
    /// <param name="when">When it takes place.</param>
    /// <param name="here">Where it was requested.</param>
    /// <param name="language">The organizer's.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Mobilization> AddAsync(
        IReadOnlyDictionary<string, string> options, WhenReading when, ChannelRef here, Language language, CancellationToken ct)
    {
        var mobilization = Of(options, when, keys.Create());
        db.Mobilizations.Add(mobilization);
        await db.SaveChangesAsync(ct);

        foreach (var need in AnnouncementReader.DetailsOf(options, language, here.Platform).Roles)
            db.RoleSlots.Add(Slots.Of(mobilization.Id, need));
        foreach (var (channel, itsLanguage) in await ChannelsAsync(options, here, language, ct))
        {
            db.MobilizationChannels.Add(new MobilizationChannel
            {
                MobilizationId = mobilization.Id,
                Platform = channel.Platform,
                Channel = channel.Id,
                Language = itsLanguage,
                Mentions = channel == here ? options.GetValueOrDefault(AnnounceOptions.Ping) : null,
            });
        }

        await db.SaveChangesAsync(ct);
        return mobilization;
    }

    /// <summary>The mobilization without a key, to be shown only.</summary>
    public static Mobilization Unsaved(IReadOnlyDictionary<string, string> options, WhenReading when) => Of(options, when, keyId: "");

    /// <summary>The channels in which it is announced, each with its language.</summary>
    public async Task<IReadOnlyList<(ChannelRef Channel, Language Language)>> ChannelsAsync(
        IReadOnlyDictionary<string, string> options, ChannelRef here, Language language, CancellationToken ct)
    {
        var channels = new List<(ChannelRef, Language)>();
        foreach (var channel in AnnouncementReader.DetailsOf(options, language, here.Platform).Channels.Prepend(here).Distinct())
            channels.Add((channel, await db.LanguageOfAsync(channel, ct) ?? (channel == here ? language : settings.DefaultLanguage)));
        return channels;
    }

    private static Mobilization Of(IReadOnlyDictionary<string, string> options, WhenReading when, string keyId)
    {
        var kept = KeptSettings.In(options);
        var lasts = when.Lasts ?? kept?.Lasts;
        var picture = AnnouncementReader.PictureOf(options.GetValueOrDefault(AnnounceOptions.Picture));
        var mobilization = new Mobilization
        {
            Title = SafeText.Shorten(options[AnnounceOptions.Title], Lengths.Line),
            Place = SafeText.Shorten(options[AnnounceOptions.Place], Lengths.Line),
            Details = Cut(AnnounceOptions.Details, Lengths.Text),
            Translations = TranslatedTexts.Write(LanguageNames.All
                .Select(language => (language, Texts: new TranslatedText(
                    Cut(AnnounceOptions.TitleIn(language), Lengths.Line), Cut(AnnounceOptions.TextIn(language), Lengths.Text), Cut(AnnounceOptions.AccessIn(language), Lengths.Text))))
                .Where(one => !one.Texts.IsEmpty)
                .ToDictionary(one => one.language, one => one.Texts)),
            Access = Cut(AnnounceOptions.Access, Lengths.Text),
            Hotline = Cut(AnnounceOptions.Hotline, Lengths.Line),
            Capacity = AnnouncementReader.CapacityOf(options.GetValueOrDefault(AnnounceOptions.Capacity)),
            LocalStart = when.Start.Written,
            Zone = when.Start.Zone.Id,
            IsSecondTime = when.Start.IsSecond,
            StartsAt = default,
            EndsAt = default,
            ShredAt = default,
            KeyId = keyId,
            CalendarUid = Guid.NewGuid().ToString("N"),
            HasEnd = lasts is not null,
            IsPublic = string.Equals(options.GetValueOrDefault(AnnounceOptions.Open), AnnounceOptions.Yes, StringComparison.OrdinalIgnoreCase),
            Picture = picture?.Address.AbsoluteUri,
            PictureText = picture?.AltText,
            HasDiscussion = options.GetValueOrDefault(AnnounceOptions.Discussion) is { } discussion && !SettingWords.IsOff(discussion),
        };
        mobilization.MoveTo(when.Start, lasts ?? DefaultLength);
        kept?.ApplyTo(mobilization);
        return mobilization;

        string? Cut(string option, int maxLength) =>
            options.GetValueOrDefault(option)?.Trim() is { Length: > 0 } text ? SafeText.Shorten(text, maxLength) : null;
    }
}
