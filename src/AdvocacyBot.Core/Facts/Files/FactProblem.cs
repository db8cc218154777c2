using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Something wrong in a fact file, or worth a look.</summary>
/// <param name="IsError">Whether it keeps the file from being imported.</param>
/// <param name="Line">From 1; 0 if the problem is not in one line.</param>
/// <param name="Column">From 1.</param>
/// <param name="Key">Its text's key.</param>
/// <param name="Values">What fills the text's placeholders.</param>
public sealed record FactProblem(bool IsError, int Line, int Column, string Key, IReadOnlyList<object> Values)
{
    public static FactProblem Error(int line, int column, string key, params object[] values) => new(true, line, column, key, values);

    public static FactProblem Warning(int line, int column, string key, params object[] values) => new(false, line, column, key, values);

    /// <summary>One sentence.</summary>
    public string Write(Language language) => FactTexts.All.Format(language, Key, [.. Values]);

    /// <summary>Such as "facts.yaml:12:5: error: …", as compilers write it, so that editors jump there.</summary>
    public string Write(string file, Language language) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}:{Column}: {(IsError ? "error" : "warning")}: {Write(language)}");
}
