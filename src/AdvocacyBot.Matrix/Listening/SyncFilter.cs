using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>What the bot asks to be told, which is little: no presence, no typing, no receipts, no members who say nothing.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#filtering"/>
internal static class SyncFilter
{
    private const int TimelineLength = 50;

    public static JsonArray Types =>
    [
        EventTypes.Message, EventTypes.Reaction, EventTypes.Redaction, EventTypes.Encrypted, EventTypes.Encryption,
        EventTypes.Member, EventTypes.PowerLevels, EventTypes.Create, EventTypes.Tombstone,
    ];

    public static JsonObject Make() => new()
    {
        ["presence"] = Nothing,
        ["account_data"] = Nothing,
        ["room"] = new JsonObject
        {
            ["ephemeral"] = Nothing,
            ["account_data"] = Nothing,
            ["state"] = new JsonObject { ["types"] = Types, ["lazy_load_members"] = true },
            ["timeline"] = new JsonObject { ["types"] = Types, ["lazy_load_members"] = true, ["limit"] = TimelineLength },
        },
    };

    private static JsonObject Nothing => new() { ["types"] = new JsonArray(), ["not_types"] = new JsonArray("*") };
}
