using System.Text.RegularExpressions;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>A row of the table of attempts: something to say or to press, and what must come of it in each situation.</summary>
/// <param name="Text">
/// A command as text, <c>press ID</c> for a choice, or <c>suggest COMMAND.OPTION TEXT</c> for autocomplete; names in braces are targets.
/// </param>
/// <param name="Expected">By situation.</param>
internal sealed partial record Attempt(string Text, IReadOnlyDictionary<Situation, Outcome> Expected)
{
    private const string Press = "press ";
    private const string Suggest = "suggest ";

    /// <summary>The reviewed table.</summary>
    public static IReadOnlyList<Attempt> All { get; } = Read(Path.Combine(AppContext.BaseDirectory, "Communities", "Adversary", "Samples", "attempts.txt"));

    public bool IsPress => Text.StartsWith(Press, StringComparison.Ordinal);

    public bool IsSuggest => Text.StartsWith(Suggest, StringComparison.Ordinal);

    /// <summary>Whether it aims at something of the attacked community. Targets whose name begins with "own-" are the attacker's.</summary>
    public bool HasTarget => Placeholder().Matches(Text).Any(m => !m.Value.StartsWith("{own-", StringComparison.Ordinal));

    /// <summary>Its place in the table, by which attempts take turns in what is tried.</summary>
    public int Number => All.Index().First(a => a.Item == this).Index;

    /// <summary>Whether it is also tried as a message: by turns in each situation, and in each direction.</summary>
    public bool IsSaidIn(Situation situation, long victim) => Number is var number && (number + victim) % 2 == 0 && number / 2 % 7 == (int)situation;

    /// <summary>What is said, or the id of what is pressed, with its targets; null if one of them does not exist.</summary>
    public string? Fill(IReadOnlyDictionary<string, string> targets)
    {
        var isWhole = true;
        var filled = Placeholder().Replace(Text, match =>
        {
            isWhole &= targets.TryGetValue(match.Groups["name"].Value, out var value);
            return value ?? "";
        });
        return isWhole ? (IsPress ? filled[Press.Length..] : IsSuggest ? filled[Suggest.Length..] : filled) : null;
    }

    /// <summary>The text without what was typed as its targets, so that answers to different targets can be compared.</summary>
    public string Blank(string answer, IReadOnlyDictionary<string, string> targets)
    {
        // Whole or, as in a question, each of its words; the longest first, so that none is a part of another.
        var typed = Placeholder().Matches(Text).Select(match => targets.GetValueOrDefault(match.Groups["name"].Value)).OfType<string>()
            .SelectMany(value => value.Split('-').Where(word => word.Length > 4).Prepend(value));
        foreach (var value in typed.OrderByDescending(value => value.Length))
            answer = Regex.Replace(answer, $@"(?<!\w){Regex.Escape(value)}(?!\w)", "…", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

        return answer;
    }

    public override string ToString() => Text;

    private static IReadOnlyList<Attempt> Read(string path)
    {
        var lines = File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var situations = lines[0][1..].Select(Enum.Parse<Situation>).ToList();
        return
        [
            .. lines.Skip(1).Select(cells => new Attempt(
                cells[0], situations.Zip(cells[1..]).ToDictionary(pair => pair.First, pair => Enum.Parse<Outcome>(pair.Second)))),
        ];
    }

    [GeneratedRegex(@"\{(?<name>[a-z-]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}

/// <summary>Who tries, and where. The targets are those of the community that is attacked.</summary>
internal enum Situation
{
    /// <summary>An organizer of a server that has not joined, there.</summary>
    StrangerThere,

    /// <summary>The same person in a direct conversation.</summary>
    StrangerAlone,

    /// <summary>An organizer of the other community, in that community's channel.</summary>
    OtherThere,

    /// <summary>The same person in a direct conversation.</summary>
    OtherAlone,

    /// <summary>A member of the community without rights, in its channel.</summary>
    MemberThere,

    /// <summary>The same person in a direct conversation.</summary>
    MemberAlone,

    /// <summary>A member without rights who organizes the other community, in a direct conversation about this one.</summary>
    BothAlone,
}

/// <summary>What comes of an attempt.</summary>
internal enum Outcome
{
    /// <summary>The bot says that it works for others, and nothing else.</summary>
    Closed,

    /// <summary>Only organizers may do that.</summary>
    Refused,

    /// <summary>Exactly what the bot says of something that does not exist.</summary>
    Nothing,

    /// <summary>An answer from what the asker's own community may see.</summary>
    Answered,

    /// <summary>No suggestions.</summary>
    Empty,
}

internal static class Situations
{
    extension(Situation situation)
    {
        /// <summary>Whether it is a member of the attacked community who tries.</summary>
        public bool IsInside => situation is Situation.MemberThere or Situation.MemberAlone or Situation.BothAlone;
    }
}
