using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>Gives each community of a stage something of every kind, in the way its people do it, with its marker in every text.</summary>
internal static class Seeding
{
    private const string SharedFeed = "/shared";
    private static int events;

    /// <returns>Targets that exist nowhere.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(Stage stage)
    {
        stage.Amaranth.Community = Community.FirstId;
        stage.Bellflower.Community = await FoundAsync(stage, stage.Bellflower);
        await JoinAsync(stage, stage.Amaranth);
        // Numbers that one community uses do not exist in the other.
        await stage.Bot.DbAsync(db => db.Communities.Where(c => c.Id != Community.FirstId).ExecuteUpdateAsync(row => row
            .SetProperty(c => c.LastMobilizationNumber, 100).SetProperty(c => c.LastFeedNumber, 100).SetProperty(c => c.LastArticleNumber, 100)));
        stage.Feeds.Serve(SharedFeed, SomeFeed.Rss(SomeFeed.Items(1, 3)));
        foreach (var side in (Side[])[stage.Amaranth, stage.Bellflower])
        {
            await ActionsAsync(stage, side);
            await FeedsAsync(stage, side);
            await FactsAsync(stage, side);
            await PlacesAsync(stage, side);
        }

        await stage.TurnAsync();
        foreach (var side in (Side[])[stage.Amaranth, stage.Bellflower])
            await HeldArticleAsync(stage, side);
        return Unreal(stage);
    }

    /// <summary>Somebody of a community says something in its channel.</summary>
    public static async Task<Reply> SayAsync(Stage stage, Side side, string text, bool organizer = true, string? member = null)
    {
        var reply = await HandleAsync(stage, side, new TextBody(text, IsCommand: true), organizer, member);
        Assert.False(new Answer(PlainText.Write(reply)).IsFailure, $"{text}: {PlainText.Write(reply)}");
        return reply;
    }

    private static Task<Reply> HandleAsync(Stage stage, Side side, IntentBody body, bool organizer, string? member)
    {
        var number = Interlocked.Increment(ref events).ToString(CultureInfo.InvariantCulture);
        var intent = new Intent($"seed-{number}", new MemberRef("discord", member ?? $"seed-member-{number}"), side.ChannelRef, body)
        {
            Place = side.Place,
            IsVouchedOrganizer = organizer,
        };
        return stage.Bot.Services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);
    }

    private static async Task<long> FoundAsync(Stage stage, Side side) =>
        (await stage.Bot.InScopeAsync(services => services.GetRequiredService<Membership>().FoundAsync(side.Place, $"{side.Marker} group", CancellationToken.None)))!.Id;

    private static Task<bool> JoinAsync(Stage stage, Side side) => stage.Bot.InScopeAsync(services =>
        services.GetRequiredService<Membership>().EnsureAsync(side.Place, side.Community, PlaceState.Confirmed, CancellationToken.None));

    private static async Task ActionsAsync(Stage stage, Side side)
    {
        var (marker, targets) = (side.Marker, side.Targets);
        var draft = await SayAsync(stage, side, $"announce \"{marker} vigil\" 31 May 2099 7am at \"{marker} square\" capacity 40 role medic:2");
        await HandleAsync(stage, side, new ChoiceBody(draft.Choices[0].Id), organizer: true, member: null);
        targets["action"] = await stage.Bot.DbAsync(db => db.Mobilizations.Select(m => m.Number.ToString()).SingleAsync(), side.Community);
        var number = targets["action"];

        await SayAsync(stage, side, $"action {number} reveal \"{marker} corner\"");
        await SayAsync(stage, side, $"action {number} template {marker}-template");
        targets["template"] = $"{marker}-template";
        await SayAsync(stage, side, $"rsvp {number} going", organizer: false, member: $"{marker}-volunteer");
        await SayAsync(stage, side, $"match {number} ride-seek {marker}-contact", organizer: false, member: $"{marker}-volunteer");
        targets["link"] = CodeIn(await SayAsync(stage, side, $"link {number}", organizer: false, member: $"{marker}-volunteer"), number);
        targets["code"] = CodeIn(await SayAsync(stage, side, $"action {number} co-organizer"), number);
        var open = await SayAsync(stage, side, $"announce \"{marker} secret\" 1 June 2099 7am at \"{marker} hall\"");
        targets["draft"] = CommunityMark.Remove(new ChoiceBody(open.Choices[0].Id)).Choice.ChoiceId.Split(':')[1];
    }

    private static async Task FeedsAsync(Stage stage, Side side)
    {
        var own = $"/{side.Marker}";
        stage.Feeds.Serve(own, SomeFeed.Rss(Item(side, 1), Item(side, 2), Item(side, 3)).Replace("Land Watch", $"{side.Marker} news", StringComparison.Ordinal));
        stage.Feeds.Serve($"{own}/site", $"""
            <html><head><link rel="alternate" type="application/rss+xml" title="{side.Marker} one" href="{own}/one">
            <link rel="alternate" type="application/rss+xml" title="{side.Marker} two" href="{own}/two"></head></html>
            """, "text/html");
        await SayAsync(stage, side, $"feeds add {stage.Feeds.At(own)}");
        await SayAsync(stage, side, $"feeds add {stage.Feeds.At(SharedFeed)}");
        await SayAsync(stage, side, $"feeds add {stage.Feeds.At($"{own}/site")}");
        side.Targets["url"] = stage.Feeds.At(own).ToString();
        side.Targets["feed"] = await NumberAsync(own);
        side.Targets["shared"] = await NumberAsync(SharedFeed);
        side.Targets["offer"] = await stage.Bot.DbAsync(
            db => db.Subscriptions.Where(s => s.State == SubscriptionState.Offered).OrderBy(s => s.Id).Select(s => s.Id.ToString()).FirstAsync(), side.Community);

        Task<string> NumberAsync(string path) => stage.Bot.DbAsync(
            db => (from subscription in db.Subscriptions
                   join feed in db.Feeds on subscription.FeedId equals feed.Id
                   where feed.Address == stage.Feeds.At(path).ToString()
                   select subscription.Number.ToString()).SingleAsync(),
            side.Community);
    }

    /// <summary>An article that waits for approval.</summary>
    private static async Task HeldArticleAsync(Stage stage, Side side)
    {
        await SayAsync(stage, side, $"feeds hold on {side.Targets["feed"]}");
        stage.Feeds.Serve($"/{side.Marker}", SomeFeed.Rss(Item(side, 4), Item(side, 3), Item(side, 2), Item(side, 1)).Replace("Land Watch", $"{side.Marker} news", StringComparison.Ordinal));
        await SayAsync(stage, side, $"feeds read {side.Targets["feed"]}");
        await stage.TurnAsync();
        side.Targets["held"] = await stage.Bot.DbAsync(db => db.Postings.Where(p => p.State == PostingState.Held).Select(p => p.Id.ToString()).SingleAsync(), side.Community);
        side.Targets["article"] = await stage.Bot.DbAsync(
            db => (from number in db.ArticleNumbers
                   join article in db.Articles on number.ArticleId equals article.Id
                   where article.Title.Contains(side.Marker)
                   orderby number.Number
                   select number.Number.ToString()).FirstAsync(),
            side.Community);
        // An organizer has asked for it, so that it can be reached by whoever may.
        await SayAsync(stage, side, "articles held");
    }

    /// <summary>A fact with an id that the other community does not use.</summary>
    private static async Task FactsAsync(Stage stage, Side side)
    {
        // What people ask is kept for their organizers, so the topics' names are not markers.
        var (id, topic) = side.Community == Community.FirstId ? ("F-9001", "quartz") : ("F-9501", "granite");
        var path = Path.Combine(stage.Bot.Folder, $"{topic}.yaml");
        await File.WriteAllTextAsync(path, $$"""
            terms:
              {{topic}}-trips: {kind: topic, en: [{{topic}} trips]}
              {{topic}}-press: {kind: org, en: [{{side.Marker}} press]}
            sources:
              {{topic}}-report: {publisher: {{side.Marker}} press, published: 2024}
            facts:
              - {id: {{id}}, topic: {{topic}}-trips, when: 2014, value: 7, scope: {en: {{side.Marker}} trips}, source: {{topic}}-report}
            """);
        var outcome = await stage.Bot.InScopeAsync(
            services => services.GetRequiredService<ImportFacts>().FileAsync(path, new ImportOptions(), null, CancellationToken.None), side.Community);
        Assert.DoesNotContain(outcome.Problems, problem => problem.IsError);
        side.Targets["fact"] = id;
        side.Targets["topic"] = $"{topic}-trips";
        side.Targets["miss"] = await stage.Bot.DbAsync(
            async db =>
            {
                var miss = new QueryMiss { Folded = $"{Folding.Fold(side.Marker)}umbrella trips 2014", Language = Language.English, Count = 1, LastAt = stage.Bot.Clock.Now };
                db.QueryMisses.Add(miss);
                await db.SaveChangesAsync();
                return miss.Id.ToString(CultureInfo.InvariantCulture);
            },
            side.Community);
    }

    private static async Task PlacesAsync(Stage stage, Side side)
    {
        side.Targets["place"] = await stage.Bot.DbAsync(db => db.Places.Where(p => p.Platform == "discord" && p.Key == side.Guild.Id).Select(p => p.Id.ToString()).SingleAsync());
        side.Targets["community"] = side.Community.ToString(CultureInfo.InvariantCulture);
        side.Targets["channel"] = side.Second.Id;
        side.Targets["role"] = side.Mentionable.Id;
        await SayAsync(stage, side, "places code");
    }

    private static Dictionary<string, string> Unreal(Stage stage) => new(StringComparer.Ordinal)
    {
        ["action"] = "9999",
        ["template"] = "nowhere-template",
        ["link"] = "ZZZZZZZZZZ",
        ["code"] = "ZZZZZZZZZZ",
        ["draft"] = "zzzzzzzzzzzzzzzz",
        ["url"] = stage.Feeds.At("/nowhere").ToString(),
        ["feed"] = "9999",
        ["shared"] = "9999",
        ["offer"] = "999999",
        ["held"] = "999999",
        ["article"] = "999999",
        ["fact"] = "F-9999",
        ["topic"] = "basalt-trips",
        ["miss"] = "999999",
        ["place"] = "9999",
        ["community"] = "9999",
        ["channel"] = "111111111111111111",
        ["role"] = "111111111111111112",
    };

    private static SomeItem Item(Side side, int number) => new(number)
    {
        Title = $"{side.Marker} article {number}",
        Summary = $"What {side.Marker} did, part {number}.",
        Link = $"https://landwatch.example/{side.Marker}/{number}",
        Id = $"{side.Marker}-{number}",
    };

    private static string CodeIn(Reply reply, string action) =>
        Regex.Match(PlainText.Write(reply), $@"code {action} (?<code>[A-Z0-9]{{10}})", RegexOptions.NonBacktracking).Groups["code"].Value is { Length: 10 } code ? code : throw new InvalidOperationException("No code was given.");
}
