using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>The events that the bot asks for: no presence, no typing, no receipts, and only members who say something. Changed device lists and messages to the device come with every filter.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#filtering"/>
internal static class SyncFilter
{
    private const int TimelineLimit = 50;

    public static JsonArray Types =>
    [
        EventTypes.Message, EventTypes.Reaction, EventTypes.Redaction, EventTypes.Encrypted, EventTypes.Encryption,
        EventTypes.HistoryVisibility, EventTypes.Member, EventTypes.PowerLevels, EventTypes.Create, EventTypes.Tombstone,
    ];

    public static JsonObject Make() => new()
    {
        ["presence"] = None,
        ["account_data"] = new JsonObject { ["types"] = new JsonArray(RunMarks.AccountData) },
        ["room"] = new JsonObject
        {
            ["ephemeral"] = None,
            ["account_data"] = None,
            ["state"] = new JsonObject { ["types"] = Types, ["lazy_load_members"] = true },
            ["timeline"] = new JsonObject { ["types"] = Types, ["lazy_load_members"] = true, ["limit"] = TimelineLimit },
        },
    };

    private static JsonObject None => new() { ["types"] = new JsonArray(), ["not_types"] = new JsonArray("*") };
}
