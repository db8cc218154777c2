namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The content of a fact file, as written; nothing is looked up yet.</summary>
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

    /// <summary>Reads a file from disk, in whichever encoding it is.</summary>
    public static async Task<FactFile> OpenAsync(string path, CancellationToken ct)
    {
        var problems = new FactProblems();
        var text = FactFileText.Decode(await File.ReadAllBytesAsync(path, ct), IsTable(path), problems);
        var file = text is null ? new FactFile() : Read(path, new StringReader(text));
        file.Problems.AddRange(problems);
        return file;
    }

    /// <summary>Reads by the file's ending: .csv and .tsv as a table, all else as YAML.</summary>
    public static FactFile Read(string path, TextReader text) => IsTable(path) ? FactCsv.Read(text) : ReadYaml(text);

    /// <summary>Reads YAML. Reports at once every problem that can be found without a look-up.</summary>
    public static FactFile ReadYaml(TextReader text)
    {
        var file = new FactFile();
        new FactFileReader(file).Read(text);
        return file;
    }

    /// <summary>Whether a file is read as a table.</summary>
    public static bool IsTable(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
}
