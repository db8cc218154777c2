using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>Changes the settings of the place in which an organizer asks, and of its community, and shows them.</summary>
internal sealed class PlaceSetup(
    BotDb db, EventInbox inbox, WriteTransaction write, OwnChannels own, PlatformDirectory platforms, OrganizerRoles roles, OutboxQueue outbox,
    SetupPanel panel)
{
    public const int MaxRoles = 10;
    private static readonly IReadOnlyList<SetupField> Fields = Enum.GetValues<SetupField>();

    /// <summary>The setting that a word names, in any of the three languages; null for another word, such as a join code.</summary>
    public static SetupField? FieldOf(string word)
    {
        var folded = Folding.Fold(word);
        return Fields
            .Where(f => LanguageNames.All.Any(language => Folding.Fold(ChatTexts.All[language, $"setup.word.{Key(f)}"]) == folded))
            .Select(f => (SetupField?)f)
            .FirstOrDefault();
    }

    /// <summary>The name of a setting in texts and in the ids of choices.</summary>
    public static string Key(SetupField field) => field.ToString().ToLowerInvariant();

    public async Task<Reply> ShowAsync(Request request, CancellationToken ct) => await panel.WriteAsync(request, note: null, ct);

    /// <summary>Changes one setting, or posts a test.</summary>
    /// <param name="value">As typed or chosen; several roles are separated by commas or spaces.</param>
    public async Task<Reply> ChangeAsync(Request request, SetupField field, string value, CancellationToken ct)
    {
        // Asks the platform before the transaction begins, so that no writer waits for it.
        var change = field switch
        {
            SetupField.Articles => await ChannelAsync(request, value, (place, channel) => place.ArticleChannel = channel, ct),
            SetupField.Announcements => await ChannelAsync(request, value, (place, channel) => place.AnnouncementChannel = channel, ct),
            SetupField.Reports => await ChannelAsync(request, value, (place, channel) => place.OrganizerChannel = channel, ct),
            SetupField.Organizers => await RolesAsync(request, value, ct),
            SetupField.Language => LanguageOf(request, value),
            SetupField.Zone => ZoneOf(request, value),
            _ => new Change((_, _) => { }),
        };
        if (change.Problem is { } problem)
            return await panel.WriteAsync(request, problem, ct);

        await inbox.OnceAsync(
            request.Intent, "places", inner => ApplyAsync(request, field, change, inner), _ => Task.FromResult(Reply.Nothing(request.Language)), ct);
        return await panel.WriteAsync(request, field == SetupField.Test ? ChatTexts.All[request.Language, "setup.test.done"] : null, ct);
    }

    private async Task<Reply> ApplyAsync(Request request, SetupField field, Change change, CancellationToken ct)
    {
        var here = request.Intent.Place!.Value;
        var place = await db.Places.SingleAsync(p => p.Platform == here.Platform && p.Key == here.Id, ct);
        change.Apply!(place, await db.Communities.SingleAsync(c => c.Id == request.Community, ct));
        if (field == SetupField.Test)
            Test(request, place);
        write.AfterCommit(() => roles.Remove(here));
        return Reply.Nothing(request.Language);
    }

    private async Task<Change> ChannelAsync(Request request, string value, Action<Place, string?> set, CancellationToken ct)
    {
        if (value.Length == 0 || SettingWords.IsOff(value))
            return new Change((place, _) => set(place, null));

        var here = request.Intent.Channel;
        var channel = here with { Id = value.Contains(':', StringComparison.Ordinal) ? value : value.Trim('<', '#', '>') };
        return channel != here && !await own.IncludeAsync(channel, ct)
            ? Change.Failed(ChatTexts.All.Format(request.Language, "channel.foreign", SafeText.Shorten(value, 100)))
            : new Change((place, _) => set(place, channel.Id));
    }

    private async Task<Change> RolesAsync(Request request, string value, CancellationToken ct)
    {
        var ids = new List<string>();
        foreach (var text in SettingWords.IsOff(value) ? [] : value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var found = await platforms.FindRoleAsync(request.Intent.Channel, text, request.Language, ct);
            if (found?.Id is not { } id)
                return Change.Failed(found?.Problem ?? ChatTexts.All[request.Language, "setup.noroles"]);
            ids.Add(id);
        }

        return ids.Count > MaxRoles
            ? Change.Failed(ChatTexts.All.Format(request.Language, "setup.manyroles", MaxRoles))
            : new Change((place, _) => place.OrganizerRoles = ids.Count == 0 ? null : string.Join(' ', ids.Distinct(StringComparer.Ordinal)));
    }

    private static Change LanguageOf(Request request, string value) => LanguageNames.FromLocale(value) is { } language
        ? new Change((_, community) => community.Language = language)
        : Change.Failed(ChatTexts.All.Format(request.Language, "setup.nolanguage", SafeText.Shorten(value, 50)));

    private static Change ZoneOf(Request request, string value) => NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(value.Trim()) is { } zone
        ? new Change((_, community) => community.TimeZone = zone.Id)
        : Change.Failed(ChatTexts.All.Format(request.Language, "setup.nozone", SafeText.Shorten(value, 50)));

    /// <summary>Posts where feeds and announcements go, so that an organizer sees that the bot can.</summary>
    private void Test(Request request, Place place)
    {
        var here = request.Intent.Channel;
        var text = Reply.Say(request.Language, ChatTexts.All[request.Language, "setup.test.post"]);
        foreach (var channel in new[] { place.ArticleChannel ?? here.Id, place.AnnouncementChannel ?? here.Id }.Distinct(StringComparer.Ordinal))
            outbox.Send(here with { Id = channel }, text, "setup", $"test/{request.Intent.EventId}");
    }

    /// <summary>A change to be made, or the reason that it cannot be made.</summary>
    private sealed record Change(Action<Place, Community>? Apply, string? Problem = null)
    {
        public static Change Failed(string problem) => new(null, problem);
    }
}

/// <summary>What the setup of a place changes.</summary>
internal enum SetupField
{
    Articles,
    Announcements,
    Reports,
    Organizers,
    Language,
    Zone,

    /// <summary>Posts a test.</summary>
    Test,
}
