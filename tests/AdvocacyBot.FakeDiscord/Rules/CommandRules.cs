using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Discord's validation of a set of commands.
/// https://docs.discord.com/developers/interactions/application-commands#application-command-object
/// </summary>
public static partial class CommandRules
{
    /// <summary>All problems of a set; empty if it is valid.</summary>
    public static IReadOnlyList<string> Problems(JsonArray commands)
    {
        var problems = new List<string>();
        if (commands.Count > 100)
            problems.Add($"{commands.Count} commands of 100");
        Names(commands, "commands");
        foreach (var command in commands)
        {
            Text(command!);
            if (Length(command!) is > 8_000 and var length)
                problems.Add($"{Name(command)}: {length} characters of 8000");
            Options(command!);
        }

        return problems;

        void Names(JsonArray all, string where)
        {
            if (all.Select(Name).Distinct().Count() != all.Count)
                problems.Add($"{where}: a name is there twice");
            foreach (var locale in new[] { "fr", "es-ES", "es-419" })
            {
                var names = all.Select(n => MessageText.Text(n!["name_localizations"], locale) ?? Name(n)).ToList();
                if (names.Distinct().Count() != names.Count)
                    problems.Add($"{where}: a name is there twice in {locale}: {string.Join(' ', names)}");
            }
        }

        void Text(JsonNode item)
        {
            var names = new[] { Name(item) }.Concat(Values(item, "name_localizations"));
            foreach (var name in names)
            {
                if (!NameForm().IsMatch(name) || name.Any(char.IsUpper))
                    problems.Add($"not a name: '{name}'");
            }

            foreach (var text in new[] { MessageText.Text(item, "description") ?? "" }.Concat(Values(item, "description_localizations")))
            {
                if (text.Length is 0 or > 100)
                    problems.Add($"{Name(item)}: description of {text.Length}");
            }
        }

        void Options(JsonNode item)
        {
            var options = item["options"] as JsonArray ?? [];
            if (options.Count > 25)
                problems.Add($"{Name(item)}: {options.Count} options");
            Names(options, Name(item));
            var optional = false;
            foreach (var option in options)
            {
                Text(option!);
                var required = (bool?)option!["required"] == true;
                if (required && optional)
                    problems.Add($"{Name(item)}: required after optional");
                optional |= !required;
                var choices = option["choices"] as JsonArray;
                if (choices is { Count: > 25 } || (choices is not null && (bool?)option["autocomplete"] == true))
                    problems.Add($"{Name(option)}: choices");
                Options(option);
            }
        }
    }

    private static int Length(JsonNode item) =>
        Name(item).Length + (MessageText.Text(item, "description") ?? "").Length + (item["options"] as JsonArray ?? []).Sum(o => Length(o!));

    private static string Name(JsonNode? item) => MessageText.Text(item, "name") ?? "";

    private static IEnumerable<string> Values(JsonNode item, string name) =>
        (item[name] as JsonObject ?? []).Select(p => p.Value!.GetValue<string>());

    [GeneratedRegex(@"^[-_'\p{L}\p{N}]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();
}
