namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>A file of facts as an organizer has uploaded it; nothing of it is stored.</summary>
/// <param name="Name">Its name without a folder. The ending decides how it is read, as on the command line.</param>
/// <param name="Bytes">At most <see cref="MaxBytes"/>.</param>
public sealed record FactUpload(string Name, byte[] Bytes)
{
    /// <summary>Larger files are for the command line.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The endings that are accepted.</summary>
    public static readonly IReadOnlyList<string> Endings = [".csv", ".tsv", ".yaml", ".yml", ".json"];

    /// <summary>Whether the name has one of the <see cref="Endings"/>.</summary>
    public bool IsKnownKind => Endings.Any(ending => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How an uploaded file is to be read.</summary>
/// <param name="Columns">For each column of a table the column of a fact that it holds, or an empty text to leave it out; null for the names in its first line.</param>
/// <param name="AddsNames">Whether topics and names that nobody knows are added.</param>
public sealed record UploadReading(IReadOnlyList<string>? Columns, bool AddsNames);
