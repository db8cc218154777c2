using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>A bot with a second community in a place of its own.</summary>
internal sealed class TwoCommunities : IAsyncDisposable
{
    /// <summary>The second community's channel.</summary>
    public static readonly ChannelRef Second = new("fake", "second");

    /// <summary>The second community's place.</summary>
    public static readonly PlaceRef SecondPlace = new("fake", "second-place");

    private TwoCommunities(BotHarness bot) => Bot = bot;

    public BotHarness Bot { get; }

    public FakePlatform Platform => Bot.Platform;

    /// <summary>The second community's id.</summary>
    public long SecondId { get; private init; }

    public static async Task<TwoCommunities> StartAsync(Database database = Database.Sqlite, IReadOnlyDictionary<string, string?>? settings = null, CommunitySettings? hosting = null,
        Action<IServiceCollection>? adjust = null)
    {
        var bot = await BotHarness.StartAsync(
            database,
            services =>
            {
                services.AddSingleton(hosting ?? new CommunitySettings { Open = true });
                adjust?.Invoke(services);
            },
            settings: settings);
        bot.Platform.Channels[Second.Id] = SecondPlace;
        await bot.SayAsync("setup new", organizer: true, channel: Second, command: true);
        return new TwoCommunities(bot) { SecondId = await bot.DbAsync(db => db.Communities.MaxAsync(c => c.Id)) };
    }

    /// <summary>Somebody who is in both communities, without rights in either.</summary>
    public MemberRef InBoth(string id)
    {
        Platform.Standings[(id, SecondPlace)] = Standing.Member;
        return new MemberRef("fake", id);
    }

    /// <summary>Announces an action.</summary>
    /// <returns>Its number.</returns>
    public async Task<string> AnnounceAsync(string title, ChannelRef? channel = null)
    {
        var preview = await Bot.SayAsync($"announce \"{title}\" 31 May 2099 7am at \"The square\"", organizer: true, channel: channel, command: true);
        await Bot.ChooseAsync(CommunityMark.Remove(new ChoiceBody(preview.Choices[0].Id)).Choice.ChoiceId, organizer: true, channel: channel);
        return await Bot.DbAsync(
            async db => (await db.Mobilizations.MaxAsync(m => m.Number)).ToString(CultureInfo.InvariantCulture), channel == Second ? SecondId : Community.FirstId);
    }

    /// <summary>What somebody holds in a community, as they are told there.</summary>
    public async Task<string> RsvpsAsync(MemberRef member, ChannelRef? channel = null) =>
        PlainText.Write(await Bot.SayAsync("my rsvps", member, channel: channel, command: true));

    public ValueTask DisposeAsync() => Bot.DisposeAsync();
}
