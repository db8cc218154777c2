using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>Every row belongs to a community, or to a list with reasons.</summary>
public sealed partial class ModelTests
{
    private static readonly Dictionary<string, string> Unowned = new(StringComparer.Ordinal)
    {
        ["Communities"] = "The list of communities itself.",
        ["Places"] = "How a community is found: looked up by the place, before any community is known.",
        ["JoinCodes"] = "How a community is found: looked up by the code's hash.",
        ["AdoptedChannels"] = "Channels of an older version, until their place is known.",
        ["PlatformStates"] = "Belongs to the installation: session tokens, stream positions, hashes.",
        ["SeenEvents"] = "Belongs to the installation: an event has one effect, whichever community it concerns.",
        ["Feeds"] = "Fetched once for all communities.",
        ["Articles"] = "Fetched once for all communities.",
        ["HubSubscriptions"] = "Belongs to the installation: a hub pushes a feed once for all communities that share it.",
    };

    /// <summary>Files that work for all communities at once.</summary>
    private static readonly string[] MayCross =
    [
        "Articles/Commands/FeedsHold.cs", "Articles/Commands/FeedsRemove.cs", "Articles/FollowFeed.cs", "Articles/Polling/FeedPoller.cs", "Articles/Polling/ForgetArticles.cs", "Articles/Polling/HealthNotices.cs",
        "Articles/Polling/IngestFeed.cs", "Articles/Polling/PagePictures.cs", "Articles/ReleaseFeeds.cs", "Articles/Requests/PrivateFeeds.cs", "Articles/Posts/DigestLoop.cs", "Articles/Posts/EditPosts.cs",
        "Chat/ChannelSetting.cs", "Chat/ForgetMessages.cs", "Chat/MessageSubjects.cs",
        "Commands/LanguageCommand.cs",
        "Communities/OrganizerLog.cs",
        "Facts/MissLog.cs", "Facts/Files/ReindexClaims.cs",
        "Mobilizations/Announcing/AnnouncePlanned.cs", "Mobilizations/Announcing/DeleteOldDrafts.cs", "Mobilizations/Announcing/DeleteUnusedPictures.cs", "Mobilizations/CheckIns/CheckInLoop.cs", "Mobilizations/Answering/ExpireOffers.cs", "Mobilizations/Matching/ExpireMatches.cs", "Mobilizations/Notices/RefreshMessages.cs", "Mobilizations/Notices/SendReminders.cs",
        "Mobilizations/Privacy/PurgeAddresses.cs", "Mobilizations/Privacy/Shredder.cs", "Mobilizations/Private/DueNotes.cs",
        "Mobilizations/Times/RecheckTimes.cs", "Mobilizations/UpcomingMobilizations.cs",
        "Outbox/DeliveryClaims.cs", "Outbox/ForgetDeliveries.cs", "Outbox/OutboxDelay.cs", "Outbox/RecheckAttempts.cs", "Outbox/ReleaseDeliveries.cs", "Outbox/SendDelivery.cs",
        "Store/CommunityFilter.cs", "Store/CommunityScope.cs",
    ];

    [Fact]
    public async Task Every_entity_has_a_community_filter_or_a_reason()
    {
        await using var bot = await BotHarness.StartAsync();
        var open = await bot.DbAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(e => e.FindDeclaredQueryFilter(CommunityFilter.Name) is null)
            .Select(e => e.GetTableName()!).Order(StringComparer.Ordinal).ToList()));

        Assert.Equal(Unowned.Keys.Order(StringComparer.Ordinal), open);
    }

    [Fact]
    public async Task A_query_of_owned_rows_fails_without_a_community()
    {
        await using var bot = await BotHarness.StartAsync();
        var db = bot.Services.GetRequiredService<IDbContextFactory<BotDb>>().CreateDbContext();
        await using var _ = db;
        db.Scope = new CommunityScope();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => db.Set<AdvocacyBot.Core.Articles.Subscription>().ToListAsync());
    }

    [Fact]
    public void Only_listed_files_read_across_communities()
    {
        var core = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "AdvocacyBot.Core"));
        var crossing = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => Crossing().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(core, f).Replace('\\', '/'));

        Assert.Empty(crossing.Except(MayCross, StringComparer.Ordinal));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"AcrossCommunities\b|IgnoreQueryFilters\b|\.Visit\(", RegexOptions.NonBacktracking)]
    private static partial Regex Crossing();
}
