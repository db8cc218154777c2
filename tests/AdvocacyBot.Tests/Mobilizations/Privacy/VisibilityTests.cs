using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>
/// An action is shown in the channels where it is announced, to those who can read them and to those who answered. For everybody
/// else of the same community it does not exist, whichever way they ask.
/// </summary>
public sealed class VisibilityTests
{
    private const long Number = 555;
    private const long NoNumber = 556;
    private static readonly ChannelRef Elsewhere = new("fake", "elsewhere");
    private static readonly PlaceRef Other = new("fake", "other");
    private static readonly MemberRef Outsider = new("fake", "outsider");

    /// <summary>Routes that never end, with the reason why they need not be asked.</summary>
    private static readonly Dictionary<string, string> Endless = new(StringComparer.Ordinal)
    {
        ["/api/room/events"] = "The same messages as /api/room/messages, as a stream.",
    };

    [Fact]
    public async Task No_command_names_an_action_to_an_outsider()
    {
        await using var bot = await AnnouncedAsync();

        foreach (var spec in bot.Services.GetRequiredService<CommandCatalog>().Specs)
        {
            foreach (var value in new[] { "off", "buddy", "going", "list", "cancel", "AAAAAAAAAA" })
            {
                await AssertUnknownAsync(bot, number => new CommandBody(spec.Name, spec.Options.ToDictionary(o => o.Name, o => ValueOf(o, number, value))), $"{spec.Name} … {value}");
                await AssertUnknownAsync(bot, number => new CommandBody(spec.Name, spec.Options.Where(o => o.Required).ToDictionary(o => o.Name, o => ValueOf(o, number, value))), spec.Name);
            }
        }
    }

    [Fact]
    public async Task No_choice_names_an_action_to_an_outsider()
    {
        await using var bot = await AnnouncedAsync();

        foreach (var prefix in bot.Services.GetServices<ChoiceEntry>().Select(c => c.Prefix))
        {
            foreach (var rest in new[] { "", ":going", ":maybe", ":no", ":on", ":off", ":show", ":accept:Buddy", ":decline:Ride", ":publish" })
            {
                await AssertUnknownAsync(bot, number => new ChoiceBody($"{prefix}:{number}{rest}"), $"{prefix}:N{rest}");
                await AssertUnknownAsync(bot, number => new ChoiceBody($"{prefix}:{number}{rest}") { TakenBack = true }, $"{prefix}:N{rest} taken back");
            }
        }
    }

    [Fact]
    public async Task No_text_suggestion_or_reply_names_an_action_to_an_outsider()
    {
        await using var bot = await AnnouncedAsync();
        foreach (var text in new[] { "what is coming up", "when is the vigil", "is there a protest", $"{Number}", $"action {Number}", "rsvp going", "actions" })
            await AssertUnknownAsync(bot, _ => new TextBody(text), text);

        var router = bot.Services.GetRequiredService<CommandRouter>();
        foreach (var spec in bot.Services.GetRequiredService<CommandCatalog>().Specs)
        {
            foreach (var option in spec.Options)
            {
                var command = new CommandBody(spec.Name, new Dictionary<string, string>());
                var suggested = await router.SuggestAsync(From(command, Elsewhere), option.Name, "vigil", CancellationToken.None);
                Assert.DoesNotContain(suggested, value => Names(value.Value) || Names(value.Label));
            }
        }

        foreach (var message in bot.Platform.Sent.Select(m => m.Message with { Channel = Elsewhere }))
        {
            var reply = await router.HandleAsync(From(new TextBody("+1"), Elsewhere) with { ReplyTo = message }, CancellationToken.None);
            Assert.Empty(reply.Blocks);
        }
    }

    [Fact]
    public async Task No_page_names_an_action_to_a_visitor()
    {
        await using var bot = await AnnouncedAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var routes = bot.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(r => !Endless.ContainsKey(r))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.Contains("/calendar.ics", routes);
        foreach (var route in routes)
        {
            var path = Filled(route);
            using var answer = await visitor.GetAsync(path);
            Assert.False(Names(await answer.Content.ReadAsStringAsync()), path);
        }
    }

    [Fact]
    public async Task An_article_brings_an_action_only_into_its_own_channels()
    {
        await using var bot = await AnnouncedAsync();
        var found = await bot.InScopeAsync(services => services.GetRequiredService<UpcomingMobilizations>().FindAsync(
            "Join the Secret vigil behind the chapel", [new DateOnly(2026, 5, 31)], Language.English, CancellationToken.None));

        Assert.Equal([Some.Channel], found!.Channels!);
        await bot.OrganizeAsync($"action {Number} open");
        var open = await bot.InScopeAsync(services => services.GetRequiredService<UpcomingMobilizations>().FindAsync(
            "Join the Secret vigil behind the chapel", [new DateOnly(2026, 5, 31)], Language.English, CancellationToken.None));
        Assert.Null(open!.Channels);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Readers_of_its_channels_and_those_who_answered_see_it(Database database)
    {
        await using var bot = await AnnouncedAsync(database);
        var (reader, former) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(Number, former, "maybe");
        bot.Platform.Standings[(former.Id, bot.Platform.Home)] = Standing.None;
        bot.Platform.Standings[(former.Id, Other)] = Standing.Member;

        foreach (var member in new[] { reader, former })
        {
            Assert.True(Names(PlainText.Write(await bot.SayAsync("actions", member, channel: ChannelRef.DirectTo(member)))));
            Assert.True(Names(PlainText.Write(await bot.SayAsync($"action {Number}", member, channel: Elsewhere))));
            Assert.True(Names((await bot.SayAsync($"calendar {Number}", member, channel: Elsewhere)).Attachment!.Content));
            Assert.False(Names(PlainText.Write(await bot.SayAsync("actions", member, channel: Elsewhere))), "What everybody there reads names it to nobody.");
        }

        Assert.False(Names(PlainText.Write(await bot.SayAsync("actions", organizer: true, channel: Elsewhere))), "Not even if an organizer asks.");
        Assert.True(Names(PlainText.Write(await bot.SayAsync("actions", reader))));
    }

    [Fact]
    public async Task An_open_action_is_shown_to_everybody_until_it_is_closed_again()
    {
        await using var bot = await AnnouncedAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        await bot.OrganizeAsync($"action {Number} open");

        Assert.True(Names(PlainText.Write(await AskAsync(bot, new TextBody("actions"), Elsewhere))));
        Assert.True(Names(await visitor.GetStringAsync("/calendar.ics")));
        Assert.True(Names(await visitor.GetStringAsync($"/calendar/{Number}.ics")));

        await bot.OrganizeAsync($"action {Number} open off");
        Assert.False(Names(PlainText.Write(await AskAsync(bot, new TextBody("actions"), Elsewhere))));
        Assert.False(Names(await visitor.GetStringAsync("/calendar.ics")));
    }

    [Fact]
    public async Task A_code_opens_an_action_that_its_holder_could_not_see()
    {
        await using var bot = await AnnouncedAsync();
        var invited = PlainText.Write(await bot.OrganizeAsync($"action {Number} co-organizer"));
        var code = invited.Split($"code {Number} ")[1][..10];

        Assert.True(Names(PlainText.Write(await AskAsync(bot, new TextBody($"code {Number} {code}", true), ChannelRef.DirectTo(Outsider)))));
        Assert.True(Names(PlainText.Write(await AskAsync(bot, new TextBody($"action {Number}", true), ChannelRef.DirectTo(Outsider)))));
    }

    /// <summary>An action announced at home only; the outsider is a member of another place of the same community.</summary>
    private static async Task<BotHarness> AnnouncedAsync(Database database = Database.Sqlite)
    {
        var bot = await BotHarness.StartAsync(database);
        bot.Platform.Channels[Elsewhere.Id] = Other;
        bot.Platform.Standings[(Outsider.Id, bot.Platform.Home)] = Standing.None;
        bot.Platform.Standings[(Outsider.Id, Other)] = Standing.Member;
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Secret vigil\" 31 May 7am at \"Behind the chapel\" role medic:1"));
        await bot.DbAsync(async db =>
        {
            db.Places.Add(new Place { CommunityId = Community.FirstId, Platform = Other.Platform, Key = Other.Id, State = PlaceState.Confirmed, JoinedAt = bot.Clock.Now });
            (await db.Mobilizations.SingleAsync()).Number = Number;
            return await db.SaveChangesAsync();
        });
        return bot;
    }

    /// <summary>The outsider gets the same answer as for a number that no action has, in a channel and in a direct conversation.</summary>
    private static async Task AssertUnknownAsync(BotHarness bot, Func<long, IntentBody> body, string what)
    {
        foreach (var channel in new[] { Elsewhere, ChannelRef.DirectTo(Outsider) })
        {
            var (told, unknown) = (PlainText.Write(await AskAsync(bot, body(Number), channel)), PlainText.Write(await AskAsync(bot, body(NoNumber), channel)));
            Assert.False(Names(told), $"{what}: {told}");
            Assert.Equal(Without(unknown), Without(told));
        }

        string Without(string text) => text.Replace($"{NoNumber}", "N", StringComparison.Ordinal).Replace($"{Number}", "N", StringComparison.Ordinal);
    }

    private static Task<Reply> AskAsync(BotHarness bot, IntentBody body, ChannelRef channel)
    {
        // The limit on one member is not what is tested.
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        return bot.Services.GetRequiredService<CommandRouter>().HandleAsync(From(body, channel), CancellationToken.None);
    }

    private static Intent From(IntentBody body, ChannelRef channel) => new(Some.EventId, Outsider, channel, body)
    {
        Place = channel.Direct is null ? Other : null,
        IsDirect = channel.Direct is not null,
    };

    /// <summary>A route with the action's number in place of each parameter.</summary>
    private static string Filled(string route)
    {
        while (route.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
            route = $"{route[..start]}{Number}{route[(route.IndexOf('}', start) + 1)..]}";
        return route;
    }

    private static string ValueOf(OptionSpec option, long number, string value) =>
        option.Kind == OptionKind.Number ? $"{number}" : option.Values.Count > 0 ? option.Values[0] : value;

    private static bool Names(string text) =>
        text.Contains("vigil", StringComparison.OrdinalIgnoreCase) || text.Contains("chapel", StringComparison.OrdinalIgnoreCase);
}
