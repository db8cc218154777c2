using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Discord's validation of the first response to an interaction.
/// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
/// </summary>
internal static class ResponseRules
{
    public static IReadOnlyList<string> Problems(FakeInteraction interaction, int type, JsonObject data) => type switch
    {
        4 => MessageRules.Problems(data),
        5 => ((int?)data["flags"] ?? 0) is 0 or 64 ? [] : ["flags of a deferral"],
        6 when interaction.Type is not (3 or 5) || interaction.Message is null => ["type"],
        7 => interaction.Message is null ? ["type"] : MessageRules.Problems(MessageEndpoints.Merge(interaction.Message.Body, data)),
        8 => interaction.Type == 4 ? Choices(interaction, data) : ["type"],
        9 => interaction.Type is 4 or 5 ? ["a modal cannot be opened here"] : Modal(data),
        _ => [],
    };

    private static List<string> Choices(FakeInteraction interaction, JsonObject data)
    {
        var problems = new List<string>();
        var choices = data["choices"] as JsonArray ?? [];
        if (choices.Count > 25)
            problems.Add($"{choices.Count} choices of 25");
        foreach (var choice in choices)
        {
            if ((MessageText.Text(choice, "name") ?? "").Length is 0 or > 100)
                problems.Add("choice name");
            var isNumber = choice!["value"]!.GetValueKind() == System.Text.Json.JsonValueKind.Number;
            if (isNumber != (interaction.FocusedType == 4))
                problems.Add("choice value: wrong type");
            else if (!isNumber && MessageText.Text(choice, "value")!.Length is 0 or > 100)
                problems.Add("choice value");
        }

        return problems;
    }

    private static List<string> Modal(JsonObject data)
    {
        var problems = new List<string>();
        var children = data["components"] as JsonArray ?? [];
        if (children.Count is 0 or > 5 || (MessageText.Text(data, "title") ?? "").Length is 0 or > 45 || (MessageText.Text(data, "custom_id") ?? "").Length is 0 or > 100)
            problems.Add("title, custom_id or components of a modal");
        foreach (var child in children)
        {
            if ((int?)child!["type"] == 10)
                continue;
            var input = child["component"];
            if ((int?)child["type"] != 18 || (MessageText.Text(child, "label") ?? "").Length is 0 or > 45 || (MessageText.Text(child, "description") ?? "").Length > 100)
                problems.Add("label");
            if (input is null || (MessageText.Text(input, "custom_id") ?? "").Length is 0 or > 100 || (int?)input["type"] is not (3 or 4 or 5 or 6 or 7 or 8 or 19 or 21 or 22 or 23))
                problems.Add("component of a label");
            else if ((int?)input["type"] == 4 && (MessageText.Text(input, "value") ?? "").Length > 4_000)
                problems.Add("value of a text input");
            else if ((int?)input["type"] == 3)
                problems.AddRange(MessageRules.SelectProblems(input));
        }

        return problems;
    }
}
