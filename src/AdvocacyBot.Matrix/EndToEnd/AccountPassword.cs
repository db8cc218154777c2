using System.Text.Json.Nodes;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Adds the account's password to a request for which the homeserver wants it. Pure.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api"/>
internal static class AccountPassword
{
    public static string Add(string body, MatrixSettings settings, string session)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        json["auth"] = new JsonObject
        {
            ["type"] = "m.login.password",
            ["identifier"] = new JsonObject { ["type"] = "m.id.user", ["user"] = settings.User },
            ["password"] = settings.Password,
            ["session"] = session,
        };
        return json.ToJsonString();
    }
}
