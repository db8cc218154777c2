using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows the newest articles.</summary>
internal sealed class ArticlesLatest(ArticleList list) : ICommand
{
    public static CommandSpec Spec { get; } = new("articles latest", ArticleTexts.All)
    {
        Options = [new OptionSpec("count", OptionKind.Number, Required: false)],
        IsQuery = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        list.LatestAsync(request, request.Number("count") ?? ArticleList.DefaultCount, ct);
}

/// <summary>Searches the articles; without words, the newest.</summary>
internal sealed class ArticlesCommand(ArticleList list) : ICommand
{
    public static CommandSpec Spec { get; } = new("articles", ArticleTexts.All)
    {
        Options = [new OptionSpec("words", OptionKind.Rest, Required: false)],
        IsQuery = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        request["words"] is { Length: > 0 } words ? list.SearchAsync(request, words, ct) : list.LatestAsync(request, ArticleList.DefaultCount, ct);
}

/// <summary>Searches the articles.</summary>
internal sealed class ArticlesSearch(ArticleList list) : ICommand
{
    public static CommandSpec Spec { get; } = new("articles search", ArticleTexts.All)
    {
        Options = [new OptionSpec("words", OptionKind.Rest)],
        IsQuery = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => list.SearchAsync(request, request.Required("words"), ct);
}
