using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Registration of commands, globally and per guild.
/// https://docs.discord.com/developers/interactions/application-commands#registering-a-command
/// </summary>
internal sealed class CommandEndpoints(FakeWorld world)
{
    /// <param name="call">The request.</param>
    /// <param name="scope">"global" or a guild id.</param>
    public ApiResponse Handle(ApiRequest call, string scope)
    {
        if (scope != "global" && !world.Guilds.ContainsKey(scope))
            return ApiResponse.Error(403, 50001, "Missing Access");
        return call.Method switch
        {
            "GET" => ApiResponse.Ok(world.Commands.GetValueOrDefault(scope)?.DeepClone() ?? new JsonArray()),
            "PUT" => Overwrite(scope, (JsonArray)call.Body!.DeepClone()),
            "POST" => Add(scope, call.Form),
            _ => ApiResponse.Error(404, 0, "404: Not Found"),
        };
    }

    private ApiResponse Overwrite(string scope, JsonArray commands)
    {
        if (CommandRules.Problems(commands) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);
        foreach (var command in commands.Select(c => c!.AsObject()))
        {
            command["id"] = world.Ids.Next();
            command["application_id"] = world.ApplicationId;
            command["version"] = world.Ids.Next();
            command["type"] ??= 1;
            command["default_member_permissions"] ??= null;
            if (scope != "global")
                command["guild_id"] = scope;
        }

        world.Commands[scope] = commands;
        world.CommandWrites++;
        return ApiResponse.Ok(commands.DeepClone());
    }

    private ApiResponse Add(string scope, JsonObject command)
    {
        var all = world.Commands.GetValueOrDefault(scope) ?? [];
        var merged = new JsonArray([.. all.Where(c => (string?)c!["name"] != (string?)command["name"]).Append(command).Select(c => c!.DeepClone())]);
        var response = Overwrite(scope, merged);
        return response.Status == 200 ? ApiResponse.Ok(world.Commands[scope][^1]!.DeepClone()) : response;
    }
}
