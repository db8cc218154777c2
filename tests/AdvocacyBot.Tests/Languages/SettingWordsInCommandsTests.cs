using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Tests.Articles;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Languages;

/// <summary>Every command that unsets something, with every word for it, in every language.</summary>
public sealed class SettingWordsInCommandsTests
{
    private static readonly IReadOnlyList<WordEntry<SettingWord>> OffWords =
        [.. SettingWords.All.Entries.Where(entry => entry.Meaning == SettingWord.Off)];

    private static readonly (string Verb, string Example, Func<Mobilization, bool> IsUnset)[] ActionSettings =
    [
        ("capacity", "40", m => m.Capacity is null),
        ("offers", "2h", m => m.OfferMinutes is null),
        ("closes", "3h", m => m.ClosesAt is null),
        ("remind", "2d", m => m.Reminders.Length == 0),
        ("reveal", "\"Behind the library\" 2h", m => m.MeetingPoint is null && m.RevealAt is null),
        ("hotline", "\"555 0100\"", m => m.Hotline is null),
        ("text", "\"Bring water\"", m => m.Details is null),
        ("access", "\"Ramp\"", m => m.Access is null),
        ("ends", "9am", m => !m.HasEnd),
        ("message", "\"Come by the side door\"", m => m.GoingMessage is null),
        ("check-in", "3h", m => m.CheckInMinutes is null),
    ];

    private static readonly (string Verb, string Example, Func<Subscription, bool> IsUnset)[] FeedSettings =
    [
        ("quiet", "22:00-07:00", s => s.Quiet is null),
        ("digest", "daily 09:00", s => s.Digest is null && s.NextDigestAt is null),
        ("template", "{title}", s => s.Template is null),
        ("mention", "123", s => s.Mention is null),
        ("filter", "peru", s => s.Filter is null),
        ("urgent", "eviction", s => s.Urgent is null),
        ("zone", "America/Lima", s => s.TimeZone is null),
    ];

    [Fact]
    public async Task Every_setting_of_an_action_is_unset_by_every_word()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var wrong = new List<string>();
        foreach (var (verb, example, isUnset) in ActionSettings)
        {
            foreach (var word in OffWords)
            {
                await bot.OrganizeAsync($"action {id} {verb} {example}");
                Assert.False(isUnset(await bot.MobilizationAsync(id)), $"{verb} {example} sets nothing");
                await bot.OrganizeAsync($"action {id} {verb} {word.Phrase}", word.Language);
                if (!isUnset(await bot.MobilizationAsync(id)))
                    wrong.Add($"{verb} {word.Phrase}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_search_for_a_buddy_is_ended_by_every_word()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        foreach (var word in OffWords)
        {
            var member = Organizing.Volunteer();
            await bot.SayAsync($"match {id} buddy \"Signal: sun.12\"", member, command: true);
            var reply = await bot.SayAsync($"match {id} \"{word.Phrase}\"", member, command: true);

            Assert.Equal(MobilizationTexts.All[Language.English, "match.off"], PlainText.Write(reply));
        }
    }

    [Fact]
    public async Task Every_setting_of_a_feed_is_unset_by_every_word()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        var wrong = new List<string>();
        foreach (var (verb, example, isUnset) in FeedSettings)
        {
            foreach (var word in OffWords)
            {
                await bench.Bot.OrganizeAsync($"feeds {verb} 1 {example}");
                Assert.False(isUnset(await SubscriptionAsync(bench)), $"{verb} {example} sets nothing");
                await bench.Bot.OrganizeAsync($"feeds {verb} 1 \"{word.Phrase}\"", word.Language);
                if (!isUnset(await SubscriptionAsync(bench)))
                    wrong.Add($"{verb} {word.Phrase}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("digest", "daily 9am", "daily 09:00")]
    [InlineData("digest", "tous les jours à 9h", "daily 09:00")]
    [InlineData("digest", "tous les jours 9h30", "daily 09:30")]
    [InlineData("digest", "weekly monday 9am", "weekly 1 09:00")]
    [InlineData("digest", "hebdomadaire vendredi 18h", "weekly 5 18:00")]
    [InlineData("digest", "semanal sábado 7 de la tarde", "weekly 6 19:00")]
    [InlineData("digest", "weekly 7 midi", "weekly 7 12:00")]
    [InlineData("quiet", "10pm-7am", "22:00-07:00")]
    [InlineData("quiet", "de 22h à 7h", "22:00-07:00")]
    [InlineData("quiet", "22 h 30 - 6 h", "22:30-06:00")]
    public async Task Clock_times_and_days_of_feeds_are_read_in_every_language(string verb, string text, string? stored)
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();

        await bench.Bot.OrganizeAsync($"feeds {verb} 1 {text}");

        var subscription = await SubscriptionAsync(bench);
        Assert.Equal(stored, verb == "quiet" ? subscription.Quiet : subscription.Digest);
    }

    [Theory]
    [InlineData("medic:2 14:00-16:00")]
    [InlineData("medic:2 14h-16h")]
    [InlineData("medic:2 2-4pm")]
    [InlineData("medic:2 de 14 h à 16 h")]
    [InlineData("medic:2 entre las 14 y las 16")]
    public async Task A_shift_of_a_role_is_read_in_every_language(string role)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        await bot.OrganizeAsync($"action {id} role {role}");

        var slot = await bot.DbAsync(db => db.RoleSlots.SingleAsync());
        Assert.Equal(("14:00", "16:00"), (slot.From, slot.Until));
    }

    private static Task<Subscription> SubscriptionAsync(ArticleBench bench) => bench.Bot.DbAsync(db => db.Subscriptions.AsNoTracking().SingleAsync());
}
