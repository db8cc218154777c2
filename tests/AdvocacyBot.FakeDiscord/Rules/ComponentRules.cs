using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Discord's validation of components. https://docs.discord.com/developers/components/reference</summary>
internal static class ComponentRules
{
    private const int MaxComponents = 40;
    private const int MaxText = 4_000;

    /// <summary>Up to five action rows.</summary>
    public static void CheckLegacy(JsonArray rows, ProblemList problems)
    {
        problems.AtMost(rows.Count, 5, "rows");
        foreach (var row in rows)
            CheckRow(row!, problems);
    }

    /// <summary>Components of a message with the flag IS_COMPONENTS_V2.</summary>
    public static void CheckV2(JsonArray components, ProblemList problems)
    {
        var body = new JsonObject { ["components"] = components.DeepClone() };
        var all = MessageText.All(body).ToList();
        problems.AtLeast(all.Count, 1, "components");
        problems.AtMost(all.Count, MaxComponents, "components");
        problems.AtMost(all.Where(c => Type(c) == 10).Sum(c => (MessageText.Text(c, "content") ?? "").Length), MaxText, "characters over all text displays");
        foreach (var component in components)
            CheckBlock(component!, isNested: false, problems);
    }

    public static void CheckSelect(JsonNode select, ProblemList problems)
    {
        CheckCustomId(select, problems);
        problems.AtMost((MessageText.Text(select, "placeholder") ?? "").Length, 150, "placeholder");
        if (Type(select) != 3)
            return;
        var options = select["options"] as JsonArray ?? [];
        problems.AtLeast(options.Count, 1, "options");
        problems.AtMost(options.Count, 25, "options");
        problems.AtMost(options.Count(o => (bool?)o!["default"] == true), (int?)select["max_values"] ?? 1, "default options");
        foreach (var option in options)
        {
            problems.AtLeast((MessageText.Text(option, "label") ?? "").Trim().Length, 1, "option label");
            problems.AtMost((MessageText.Text(option, "label") ?? "").Length, 100, "option label");
            problems.AtMost((MessageText.Text(option, "value") ?? "").Length, 100, "option value");
            problems.AtMost((MessageText.Text(option, "description") ?? "").Length, 100, "option description");
        }

        if (options.Select(o => MessageText.Text(o, "value")).Distinct().Count() != options.Count)
            problems.Add("duplicate option");
    }

    private static void CheckBlock(JsonNode block, bool isNested, ProblemList problems)
    {
        var children = block["components"] as JsonArray ?? [];
        switch (Type(block))
        {
            case 1:
                CheckRow(block, problems);
                break;
            case 9:
                problems.AtLeast(children.Count, 1, "texts of a section");
                problems.AtMost(children.Count, 3, "texts of a section");
                foreach (var text in children)
                    CheckText(text!, problems);
                if (Type(block["accessory"]) is not (2 or 11))
                    problems.Add("accessory of a section");
                else if (Type(block["accessory"]) == 2)
                    CheckButton(block["accessory"]!, problems);
                else
                    CheckMedia(block["accessory"]!, problems);
                break;
            case 10:
                CheckText(block, problems);
                break;
            case 12:
                var items = block["items"] as JsonArray ?? [];
                problems.AtLeast(items.Count, 1, "items of a gallery");
                problems.AtMost(items.Count, 10, "items of a gallery");
                foreach (var item in items)
                    CheckMedia(item!, problems);
                break;
            case 13:
                if (MessageText.Text(block["file"], "url")?.StartsWith("attachment://", StringComparison.Ordinal) != true)
                    problems.Add("a file component refers to an attachment");
                break;
            case 14:
                break;
            case 17 when !isNested:
                problems.AtLeast(children.Count, 1, "components of a container");
                foreach (var child in children)
                    CheckBlock(child!, isNested: true, problems);
                break;
            default:
                problems.Add($"component of type {Type(block)} here");
                break;
        }
    }

    private static void CheckText(JsonNode text, ProblemList problems)
    {
        if (Type(text) != 10 || string.IsNullOrWhiteSpace(MessageText.Text(text, "content")))
            problems.Add("an empty text display");
    }

    private static void CheckMedia(JsonNode item, ProblemList problems)
    {
        problems.AtMost((MessageText.Text(item, "description") ?? "").Length, 1_024, "description of a medium");
        if (MessageText.Text(item["media"], "url") is { } url)
            problems.Address(url, allowsAttachment: true);
        else
            problems.Add("a medium without an address");
    }

    private static void CheckRow(JsonNode row, ProblemList problems)
    {
        var parts = row["components"] as JsonArray ?? [];
        if (Type(row) != 1)
            problems.Add($"component of type {Type(row)} instead of a row");
        var selects = parts.Count(p => Type(p) is 3 or 5 or 6 or 7 or 8);
        problems.AtLeast(parts.Count, 1, "components in a row");
        problems.AtMost(parts.Count, selects > 0 ? 1 : 5, "components in a row");
        foreach (var part in parts)
        {
            if (Type(part) == 2)
                CheckButton(part!, problems);
            else
                CheckSelect(part!, problems);
        }
    }

    private static void CheckButton(JsonNode button, ProblemList problems)
    {
        if ((int?)button["style"] == 5)
            problems.Address(MessageText.Text(button, "url") ?? "");
        else
            CheckCustomId(button, problems);
        problems.AtMost((MessageText.Text(button, "label") ?? "").Length, 80, "label");
        if (string.IsNullOrWhiteSpace(MessageText.Text(button, "label")) && button["emoji"] is null)
            problems.Add("a button without a label");
    }

    private static void CheckCustomId(JsonNode component, ProblemList problems)
    {
        var id = MessageText.Text(component, "custom_id") ?? "";
        problems.AtLeast(id.Length, 1, "custom_id");
        problems.AtMost(id.Length, 100, "custom_id");
    }

    private static int Type(JsonNode? component) => (int?)component?["type"] ?? 0;
}
