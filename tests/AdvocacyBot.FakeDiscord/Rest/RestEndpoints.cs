using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Routes requests to the supported endpoints; any other returns 404.</summary>
internal sealed class RestEndpoints(
    FakeSettings settings, FakeWorld world, ChannelEndpoints channels, GuildEndpoints guilds, CommandEndpoints commands,
    InteractionEndpoints interactions, Func<Uri> gateway, Func<(int Shards, int IdentifiesLeft)> limits)
{
    public ApiResponse Route(ApiRequest call)
    {
        lock (world.Gate)
        {
            return (call.Method, call.Path) switch
            {
                ("GET", ["gateway", "bot"]) => Gateway(),
                ("GET", ["users", "@me"]) => ApiResponse.Ok(FakeUser.Json(world.BotId, isBot: true)),
                ("GET", ["applications" or "oauth2", "@me", ..]) => ApiResponse.Ok(Application()),
                ("GET", ["users", "@me", "guilds"]) => ApiResponse.Ok(new JsonArray([.. GuildsAfter(call).Select(g => g.Json())])),
                ("DELETE", ["users", "@me", "guilds", var id]) => world.Guilds.Remove(id) ? ApiResponse.Nothing : ApiResponse.Unknown(10004),
                ("POST", ["users", "@me", "channels"]) => ApiResponse.Ok(world.DirectChannel(call.Form["recipient_id"]!.GetValue<string>()).Json()),
                (_, ["applications", var app, "commands"]) when app == world.ApplicationId => commands.Handle(call, "global"),
                (_, ["applications", var app, "guilds", var guild, "commands"]) when app == world.ApplicationId => commands.Handle(call, guild),
                (_, ["guilds", _, ..]) => guilds.Handle(call),
                (_, ["channels", _, ..]) => channels.Handle(call),
                ("POST", ["interactions", var id, var token, "callback"]) => interactions.Respond(call, id, token),
                (_, ["webhooks", var app, var token, ..]) when app == world.ApplicationId => interactions.FollowUp(call, token),
                _ => ApiResponse.Error(404, 0, "404: Not Found"),
            };
        }
    }

    private IEnumerable<FakeGuild> GuildsAfter(ApiRequest call) =>
        world.Guilds.Values.Where(g => string.CompareOrdinal(g.Id, call.Query.GetValueOrDefault("after") ?? "") > 0)
            .OrderBy(g => g.Id, StringComparer.Ordinal)
            .Take(int.Parse(call.Query.GetValueOrDefault("limit") ?? "200"));

    private ApiResponse Gateway() => ApiResponse.Ok(new JsonObject
    {
        ["url"] = gateway().ToString(),
        ["shards"] = limits().Shards,
        ["session_start_limit"] = new JsonObject
        {
            ["total"] = 1000,
            ["remaining"] = limits().IdentifiesLeft,
            ["reset_after"] = 14_400_000,
            ["max_concurrency"] = settings.MaxConcurrency,
        },
    });

    private JsonObject Application() => new()
    {
        ["id"] = world.ApplicationId,
        ["name"] = "bot",
        ["description"] = "",
        ["icon"] = null,
        ["bot_public"] = world.IsPublicBot,
        ["bot_require_code_grant"] = false,
        ["verify_key"] = "00",
        ["flags"] = 0,
        ["bot"] = FakeUser.Json(world.BotId, isBot: true),
    };
}
