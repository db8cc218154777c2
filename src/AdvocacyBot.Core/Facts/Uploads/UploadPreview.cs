using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;

namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>What an import of a file would do now; nothing is stored.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Facts">Its facts that can be read, in the order of the file.</param>
/// <param name="Problems">Errors and warnings, conflicts with stored facts among them, in the order of the file.</param>
public sealed record UploadPreview(string FileName, IReadOnlyList<ComparedFact> Facts, IReadOnlyList<FactProblem> Problems)
{
    /// <summary>The topics and other names that the file holds, each with its kind.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The sources that the file describes, each with its publisher.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether nothing of the file can be imported.</summary>
    public bool HasErrors => Problems.Any(p => p.IsError);

    /// <summary>How many facts it would add, change or leave as they are.</summary>
    public int Count(UploadEffect effect) => Facts.Count(f => f.Effect == effect);
}

/// <summary>A fact of a file beside what is stored.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Id">Its id in the file; null if it gets the next one.</param>
/// <param name="Title">Its topic, time and value in one line.</param>
/// <param name="Effect">What an import would do.</param>
public sealed record ComparedFact(int Line, string? Id, string Title, UploadEffect Effect)
{
    /// <summary>The columns that would change; empty unless the fact is stored already.</summary>
    public IReadOnlyList<FactChange> Changes { get; init; } = [];
}

/// <summary>What an import does to a fact.</summary>
public enum UploadEffect
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It replaces what is stored under its id.</summary>
    Changed,

    /// <summary>It is stored as it is.</summary>
    Same,
}

/// <summary>A file that waits for a second person.</summary>
/// <param name="Number">Of the change: 3 for N-0003.</param>
/// <param name="Id">Such as N-0003.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Facts">How many facts it holds.</param>
public sealed record PendingUpload(int Number, string Id, string FileName, int Facts);
