namespace AdvocacyBot.Core.Facts.Files;

/// <summary>What a fact file holds, as written; nothing is looked up yet.</summary>
internal sealed class FactFile
{
    public List<TermEntry> Terms { get; } = [];

    public List<SourceEntry> Sources { get; } = [];

    public List<FactRecord> Facts { get; } = [];

    public FactProblems Problems { get; } = [];

    /// <summary>Takes what another file holds behind what this one does.</summary>
    public void Add(FactFile other)
    {
        Terms.AddRange(other.Terms);
        Sources.AddRange(other.Sources);
        Facts.AddRange(other.Facts);
        Problems.AddRange(other.Problems);
    }

    /// <summary>Reads by the file's ending: .csv as CSV, all else as YAML.</summary>
    public static FactFile Read(string path, TextReader text) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? FactCsv.Read(text) : ReadYaml(text);

    /// <summary>Reads YAML. Every problem that can be told without looking anything up is told at once.</summary>
    public static FactFile ReadYaml(TextReader text)
    {
        var file = new FactFile();
        new FactFileReader(file).Read(text);
        return file;
    }
}
