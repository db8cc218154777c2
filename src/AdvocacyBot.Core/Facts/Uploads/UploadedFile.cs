using System.Globalization;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Naming;

namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>
/// An uploaded file as a change that waits for a second person: all of it, with the names and sources that it brings, or nothing of it. Pure.
/// </summary>
internal static class UploadedFile
{
    private const string Text = "text";
    private const string Columns = "columns";
    private const string NewNames = "newnames";
    private const string Facts = "facts";
    private const char Between = '\n';

    public static FactFile Read(FactUpload upload, UploadReading reading)
    {
        var problems = new FactProblems();
        var text = FactFileText.Decode(upload.Bytes, FactFile.IsTable(upload.Name), problems);
        var file = text is null ? new FactFile() : Read(upload.Name, text, reading.Columns);
        file.Problems.AddRange(problems);
        return file;
    }

    /// <summary>The change that stores the file once it is approved.</summary>
    /// <param name="facts">How many facts the file holds.</param>
    public static NameChange ChangeOf(FactUpload upload, UploadReading reading, int facts)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Facts] = facts.ToString(CultureInfo.InvariantCulture),
            [Text] = FactFileText.Decode(upload.Bytes, FactFile.IsTable(upload.Name), [])!,
        };
        if (reading.AddsNames)
            columns[NewNames] = "yes";
        if (reading.Columns is { } given)
            columns[Columns] = string.Join(Between, given);
        return new NameChange(NameChangeKind.ImportFile, upload.Name, columns);
    }

    public static FactFile Read(NameChange change) => Read(change.Subject, change[Text] ?? "", change.Columns.GetValueOrDefault(Columns)?.Split(Between));

    public static int FactsIn(NameChange change) => int.TryParse(change[Facts], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    public static ImportOptions OptionsFor(NameChange change, bool isDryRun) => new(isDryRun) { AddsNames = change[NewNames] is not null };

    private static FactFile Read(string name, string text, IReadOnlyList<string>? columns) =>
        columns is not null && FactFile.IsTable(name) ? FactCsv.Read(new StringReader(text), columns) : FactFile.Read(name, new StringReader(text));
}
