using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Discord's validation of a set of commands.
/// https://docs.discord.com/developers/interactions/application-commands#application-command-object
/// </summary>
public static partial class CommandRules
{
    private const int ChatInput = 1;
    private const int MaxTotalLength = 8_000;
    private static readonly string[] Locales = ["fr", "es-ES", "es-419"];

    /// <summary>All problems of a set; empty if it is valid.</summary>
    public static IReadOnlyList<string> Problems(JsonArray commands)
    {
        var problems = new ProblemList();
        foreach (var group in commands.GroupBy(Type))
        {
            problems.AtMost(group.Count(), group.Key == ChatInput ? 100 : 15, $"commands of type {group.Key}");
            CheckNames([.. group.Select(c => c!)], "commands", problems);
        }

        foreach (var command in commands)
        {
            CheckTexts(command!, Type(command) == ChatInput, problems);
            problems.AtMost(Length(command!), MaxTotalLength, $"{Name(command)}: characters");
            CheckOptions(command!, depth: 0, problems);
        }

        return problems.All;
    }

    private static void CheckNames(IReadOnlyList<JsonNode> all, string where, ProblemList problems)
    {
        if (all.Select(Name).Distinct().Count() != all.Count)
            problems.Add($"{where}: duplicate name");
        foreach (var locale in Locales)
        {
            var names = all.Select(n => MessageText.Text(n["name_localizations"], locale) ?? Name(n)).ToList();
            if (names.Distinct().Count() != names.Count)
                problems.Add($"{where}: duplicate name in {locale}: {string.Join(' ', names)}");
        }
    }

    private static void CheckTexts(JsonNode item, bool isChatInput, ProblemList problems)
    {
        foreach (var name in Values(item, "name_localizations").Prepend(Name(item)))
        {
            if (isChatInput ? !NameForm().IsMatch(name) || name.Any(char.IsUpper) : name.Trim().Length is 0 or > 32)
                problems.Add($"not a name: '{name}'");
        }

        foreach (var text in Values(item, "description_localizations").Prepend(MessageText.Text(item, "description") ?? ""))
        {
            if (isChatInput ? text.Length is 0 or > 100 : text.Length > 0)
                problems.Add($"{Name(item)}: description of {text.Length}");
        }
    }

    private static void CheckOptions(JsonNode item, int depth, ProblemList problems)
    {
        var options = item["options"] as JsonArray ?? [];
        problems.AtMost(options.Count, 25, $"{Name(item)}: options");
        CheckNames([.. options.Select(o => o!)], Name(item), problems);
        var optional = false;
        foreach (var option in options)
        {
            CheckTexts(option!, isChatInput: true, problems);
            var required = (bool?)option!["required"] == true;
            if (required && optional)
                problems.Add($"{Name(item)}: required after optional");
            optional |= !required;
            CheckOption(option, depth, problems);
            CheckOptions(option, depth + 1, problems);
        }
    }

    private static void CheckOption(JsonNode option, int depth, ProblemList problems)
    {
        var type = (int)option["type"]!;
        var choices = option["choices"] as JsonArray;
        if (type is < 1 or > 11 || (type == 2 && depth > 0) || (type == 1 && depth > 1))
            problems.Add($"{Name(option)}: type {type} here");
        if (choices is { Count: > 25 } || (choices is { Count: > 0 } && (bool?)option["autocomplete"] == true))
            problems.Add($"{Name(option)}: choices");
        if ((choices is not null || (bool?)option["autocomplete"] == true) && type is not (3 or 4 or 10))
            problems.Add($"{Name(option)}: choices or autocomplete of type {type}");
        if (option["channel_types"] is not null && type != 7)
            problems.Add($"{Name(option)}: channel_types");
        foreach (var choice in choices ?? [])
        {
            if (Values(choice!, "name_localizations").Prepend(Name(choice)).Any(n => n.Length is 0 or > 100))
                problems.Add($"{Name(option)}: choice name");
            if ((choice!["value"]!.GetValueKind() == JsonValueKind.Number) != type is 4 or 10)
                problems.Add($"{Name(option)}: choice value of the wrong type");
        }
    }

    /// <summary>Names, descriptions and choice values; of each localized text, the longest.</summary>
    private static int Length(JsonNode item)
    {
        var children = (item["options"] as JsonArray ?? []).Concat(item["choices"] as JsonArray ?? []);
        return Longest(item, "name") + Longest(item, "description") + (MessageText.Text(item, "value") ?? "").Length + children.Sum(c => Length(c!));
    }

    private static int Longest(JsonNode item, string field) =>
        Values(item, field + "_localizations").Prepend(MessageText.Text(item, field) ?? "").Max(t => t.Length);

    private static int Type(JsonNode? command) => (int?)command?["type"] ?? ChatInput;

    private static string Name(JsonNode? item) => MessageText.Text(item, "name") ?? "";

    private static IEnumerable<string> Values(JsonNode item, string name) =>
        (item[name] as JsonObject ?? []).Select(p => p.Value!.GetValue<string>());

    [GeneratedRegex(@"^[-_'\p{L}\p{N}]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();
}
