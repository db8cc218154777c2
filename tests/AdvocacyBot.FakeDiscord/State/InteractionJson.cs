using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object</summary>
internal static class InteractionJson
{
    private const string AllPermissions = "562949953421311";

    public static JsonObject Create(FakeWorld world, FakeInteraction interaction, FakeChannel channel, JsonObject data, Person person)
    {
        var user = FakeUser.Json(person.Id, person.IsBot);
        var json = new JsonObject
        {
            ["id"] = interaction.Id,
            ["application_id"] = world.ApplicationId,
            ["type"] = interaction.Type,
            ["token"] = interaction.Token,
            ["version"] = 1,
            ["data"] = data,
            ["channel_id"] = channel.Id,
            ["channel"] = channel.Json(),
            ["locale"] = person.Locale,
            ["app_permissions"] = AllPermissions,
            ["entitlements"] = new JsonArray(),
            ["authorizing_integration_owners"] = new JsonObject { ["0"] = channel.GuildId ?? "0" },
            ["context"] = channel.GuildId is null ? 1 : 0,
            ["attachment_size_limit"] = 10_485_760,
        };
        if (interaction.Message is { } message)
            json["message"] = message.Json();
        if (channel.GuildId is not { } guild)
        {
            json["user"] = user;
            return json;
        }

        json["guild_id"] = guild;
        json["guild"] = new JsonObject { ["id"] = guild, ["locale"] = "en-US", ["features"] = new JsonArray() };
        json["guild_locale"] = "en-US";
        json["member"] = new JsonObject
        {
            ["user"] = user,
            ["nick"] = null,
            ["avatar"] = null,
            ["roles"] = person.RolesJson,
            ["joined_at"] = "2026-01-01T00:00:00+00:00",
            ["premium_since"] = null,
            ["deaf"] = false,
            ["mute"] = false,
            ["flags"] = 0,
            ["pending"] = false,
            ["permissions"] = person.Permissions.ToString(),
            ["communication_disabled_until"] = null,
        };
        return json;
    }
}
