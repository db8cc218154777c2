using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles;

/// <summary>Why a feed could not be read, in a form that is stored and shown in any language later.</summary>
/// <param name="Code">Names a sentence of the feature's texts, <c>problem.CODE</c>.</param>
/// <param name="Detail">Fills the sentence's placeholder, such as an HTTP status.</param>
internal sealed record FeedProblem(string Code, string? Detail = null)
{
    public static FeedProblem Status(int status) => new(
        status switch
        {
            401 => "login",
            403 => "forbidden",
            404 => "missing",
            429 => "busy",
            >= 500 => "unavailable",
            _ => "status",
        },
        status.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => Detail is null ? Code : $"{Code}:{Detail}";

    /// <summary>One plain sentence that says what to do.</summary>
    public string In(Language language) => ArticleTexts.All.Format(language, $"problem.{Code}", Detail ?? "");

    public static FeedProblem Read(string stored) =>
        stored.Split(':', 2) is [var code, var detail] ? new FeedProblem(code, detail) : new FeedProblem(stored);
}
