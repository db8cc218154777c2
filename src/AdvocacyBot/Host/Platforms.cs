using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Matrix;
using AdvocacyBot.Settings;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>Adds and checks the chat platforms that are configured, other than the web room.</summary>
internal static class Platforms
{
    public static void AddPlatforms(this IServiceCollection services, HostSettings settings)
    {
        if (settings.Discord.IsOn)
        {
            services.AddSingleton<TopicSource>(provider => (community, ct) => TopicsAsync(provider, community, ct));
            services.AddSingleton<ScheduledEventSource>(provider => (subject, ct) => EventAsync(provider, subject, ct));
            foreach (var guild in settings.Discord.GuildIds)
                services.AddSingleton(new ConfiguredPlace(new PlaceRef("discord", guild)));
            services.AddDiscord(settings.Discord);
        }

        if (settings.Matrix.IsOn)
        {
            // A room named by its alias becomes a place once the homeserver has resolved it.
            foreach (var room in settings.Matrix.Rooms.Where(r => r.StartsWith('!')))
                services.AddSingleton(new ConfiguredPlace(new PlaceRef("matrix", room)));
            services.AddMatrix(settings.Matrix);
        }
    }

    /// <summary>Checks each configured platform against its service.</summary>
    /// <param name="settings">The valid settings.</param>
    /// <param name="db">For the channels that follow a feed.</param>
    /// <param name="state">For what the running processes say.</param>
    public static async IAsyncEnumerable<Finding> ExamineAsync(
        HostSettings settings, BotDb db, PlatformState state, [EnumeratorCancellation] CancellationToken ct)
    {
        if (settings.Discord.IsOn)
        {
            var channels = await db.Subscriptions.AcrossCommunities().Where(s => s.Platform == "discord").Select(s => s.Channel).Distinct().ToListAsync(ct);
            var guilds = await db.Places.Where(p => p.Platform == "discord").Select(p => p.Key).ToListAsync(ct);
            var mentions = await db.Subscriptions.AcrossCommunities().Where(s => s.Platform == "discord" && s.Mention != null).Select(s => new { s.Channel, s.Mention }).ToListAsync(ct);
            var places = new DiscordPlaces(channels, guilds, settings.Communities.Open)
            {
                Mentions = [.. mentions.SelectMany(m => m.Mention!.Split(' ').Select(role => (m.Channel, role)))],
            };
            foreach (var found in await DiscordDoctor.ExamineAsync(settings.Discord, places, ct))
                yield return new Finding("discord", found.IsWell ? Severity.Ok : Severity.Failure, found.Text);
            if (await ShardReport.ReadAsync(state, ct) is { } shards)
                yield return Finding.Ok("discord", shards.Text);
        }
        else
        {
            yield return Finding.Ok("discord", "off");
        }

        if (settings.Matrix.IsOn)
        {
            var rooms = await db.Places.Where(p => p.Platform == "matrix").Select(p => p.Key).ToListAsync(ct);
            foreach (var found in await MatrixDoctor.ExamineAsync(settings.Matrix, rooms, ct))
                yield return new Finding("matrix", found.IsWell ? Severity.Ok : Severity.Failure, found.Text);
        }
        else
        {
            yield return Finding.Ok("matrix", "off");
        }
    }

    /// <summary>Checks what one community uses of each configured platform: its own servers, rooms and channels, and nothing of any other.</summary>
    /// <param name="settings">The valid settings.</param>
    /// <param name="db">In the scope of the community.</param>
    /// <param name="community">The community's id.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<Finding>> ExamineCommunityAsync(HostSettings settings, BotDb db, long community, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var places = await db.Places.Where(p => p.CommunityId == community).Select(p => new { p.Platform, p.Key }).ToListAsync(ct);
        if (settings.Discord.IsOn)
        {
            var followed = await db.Subscriptions.Where(s => s.Platform == "discord").Select(s => new { s.Channel, s.Mention }).ToListAsync(ct);
            var own = new DiscordPlaces([.. followed.Select(s => s.Channel).Distinct()], [.. places.Where(p => p.Platform == "discord").Select(p => p.Key)], settings.Communities.Open)
            {
                IsOneGroup = true,
                Mentions = [.. followed.Where(s => s.Mention is not null).SelectMany(s => s.Mention!.Split(' ').Select(role => (s.Channel, role)))],
            };
            foreach (var found in await DiscordDoctor.ExamineAsync(settings.Discord, own, ct))
                findings.Add(new Finding("discord", found.IsWell ? Severity.Ok : Severity.Failure, found.Text));
        }

        if (settings.Matrix.IsOn)
        {
            foreach (var found in await MatrixDoctor.ExamineGroupAsync(settings.Matrix, [.. places.Where(p => p.Platform == "matrix").Select(p => p.Key)], ct))
                findings.Add(new Finding("matrix", found.IsWell ? Severity.Ok : Severity.Failure, found.Text));
        }

        return findings;
    }

    /// <summary>The published topics of a community, each of which can become a slash command.</summary>
    private static async Task<IReadOnlyList<TopicCommand>> TopicsAsync(IServiceProvider provider, long community, CancellationToken ct)
    {
        await using var scope = provider.CreateScopeOf(community);
        var topics = await scope.ServiceProvider.GetRequiredService<PublishedTopics>().ReadAsync(ct);
        return [.. topics.OrderByDescending(t => t.Claims).Select(t => new TopicCommand(t.Slug, t.Names) { LatestYear = t.Years.Count > 0 ? t.Years[^1] : null })];
    }

    /// <summary>The details of a mobilization as an event of Discord's calendar; null if it is not going to take place.</summary>
    private static async Task<ScheduledEventDetails?> EventAsync(IServiceProvider provider, string subject, CancellationToken ct)
    {
        await using var scope = provider.CreateAsyncScope();
        var entry = await scope.ServiceProvider.GetRequiredService<UpcomingMobilizations>().CalendarEntryAsync(subject, ct);
        return entry is null ? null : new ScheduledEventDetails(entry.Title, entry.StartsAt, entry.EndsAt, entry.Place);
    }
}
