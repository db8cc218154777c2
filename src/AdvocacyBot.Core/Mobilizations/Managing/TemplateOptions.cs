using System.Globalization;
using AdvocacyBot.Core.Mobilizations.Announcing;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// Writes an action as the options of <c>announce</c> that announce one like it at another time. Its meeting point is secret and its
/// notified roles belong to one post, so that neither is kept. Pure.
/// </summary>
internal static class TemplateOptions
{
    /// <summary>Everything that a template keeps.</summary>
    public static Dictionary<string, string> Of(Mobilization mobilization, IEnumerable<RoleSlot> roles, IEnumerable<MobilizationChannel> channels)
    {
        var options = Announced(mobilization, roles);
        options[AnnounceOptions.Settings] = KeptSettings.Of(mobilization).Write();
        if (string.Join(' ', channels.Take(AnnouncementReader.MaxChannels).Select(channel => $"{channel.Platform}/{channel.Channel}")) is { Length: > 0 } all)
            options[AnnounceOptions.Channels] = all;
        return options;
    }

    /// <summary>What an organizer could write in the announcement itself, apart from its channels.</summary>
    public static Dictionary<string, string> Announced(Mobilization mobilization, IEnumerable<RoleSlot> roles)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [AnnounceOptions.Title] = mobilization.Title, [AnnounceOptions.Place] = mobilization.Place };
        Keep(AnnounceOptions.Details, mobilization.Details);
        Keep(AnnounceOptions.Access, mobilization.Access);
        Keep(AnnounceOptions.Hotline, mobilization.Hotline);
        Keep(AnnounceOptions.Picture, mobilization.PictureText is { } words ? $"{mobilization.Picture} {words}" : mobilization.Picture);
        Keep(AnnounceOptions.Discussion, mobilization is { HasDiscussion: true, IsDiscussionClosed: false } ? AnnounceOptions.Yes : null);
        Keep(AnnounceOptions.Capacity, mobilization.Capacity?.ToString(CultureInfo.InvariantCulture));
        Keep(AnnounceOptions.Roles, string.Join("; ", roles.Select(r => r.From is null ? $"{r.Name}:{r.Needed}" : $"{r.Name}:{r.Needed} {r.From}-{r.Until}")));
        foreach (var language in mobilization.Translated)
        {
            Keep(AnnounceOptions.TitleIn(language), mobilization.TextsIn(language)?.Title);
            Keep(AnnounceOptions.TextIn(language), mobilization.TextsIn(language)?.Details);
            Keep(AnnounceOptions.AccessIn(language), mobilization.TextsIn(language)?.Access);
        }

        Keep(AnnounceOptions.Open, mobilization.IsPublic ? AnnounceOptions.Yes : null);
        return options;

        void Keep(string option, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                options[option] = value;
        }
    }
}
