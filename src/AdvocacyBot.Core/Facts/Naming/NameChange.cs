using System.Globalization;
using System.Text.Json;
using AdvocacyBot.Core.Facts.Editing;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>A change to a community's topics, names and sources.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Subject">The name that is added, or the slug of what is changed.</param>
/// <param name="Columns">What is said of it, by the columns of fact files; lists are separated by commas.</param>
internal sealed record NameChange(NameChangeKind Kind, string Subject, IReadOnlyDictionary<string, string> Columns)
{
    public string? this[string column] => Columns.GetValueOrDefault(column) is { Length: > 0 } value ? value : null;

    public string Write() => JsonSerializer.Serialize(new Stored(Kind.ToString(), Subject, new Dictionary<string, string>(Columns)));

    public static NameChange Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new NameChange(Enum.Parse<NameChangeKind>(stored.Kind), stored.Subject, stored.Columns);
    }

    /// <summary>The change as an organizer reads it before approving it.</summary>
    public IReadOnlyList<FactChange> Describe() => Kind switch
    {
        NameChangeKind.AddTerm or NameChangeKind.AddName => [new("name", "", Subject), .. Rest()],
        NameChangeKind.AddSource => [new("source", "", Subject), .. Rest()],
        NameChangeKind.RemoveSource => [new("source", Subject, "")],
        NameChangeKind.MergeSource => [new("source", Subject, this["into"] ?? "")],
        NameChangeKind.Merge => [new("name", Subject, this["into"] ?? "")],
        NameChangeKind.RemoveName => [new("name", Subject, ""), .. Rest()],
        NameChangeKind.ImportFile => [new("file", "", Subject), new("facts", "", this["facts"] ?? "")],
        _ => [new("name", Subject, "")],
    };

    private IEnumerable<FactChange> Rest() => Columns.Where(c => c.Value.Length > 0).Select(c => new FactChange(c.Key, "", c.Value));

    private sealed record Stored(string Kind, string Subject, Dictionary<string, string> Columns);
}

/// <summary>What a <see cref="NameChange"/> does.</summary>
internal enum NameChangeKind
{
    /// <summary>Adds a topic, an organization, a place and so on.</summary>
    AddTerm,

    /// <summary>Adds another name of what is known.</summary>
    AddName,

    RemoveName,

    /// <summary>Removes what nothing refers to, with all its names.</summary>
    RemoveTerm,

    /// <summary>Makes one of two that are the same.</summary>
    Merge,

    AddSource,

    RemoveSource,

    /// <summary>Makes one of two sources that are the same.</summary>
    MergeSource,

    /// <summary>Stores the facts of an uploaded file, with the names and sources that it brings.</summary>
    ImportFile,
}

/// <summary>The ids of changes, such as N-0003, which stand where those of facts do.</summary>
internal static class NameIds
{
    private const string Prefix = "N-";

    public static string Write(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D4}");

    /// <summary>The number of a typed id; null if it is not the id of a change.</summary>
    public static int? Read(string typed)
    {
        var text = typed.Trim();
        return text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }
}
