using System.Globalization;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Articles.Identity;

/// <summary>How a publisher identifies articles.</summary>
internal enum GuidShape
{
    Own,
    Missing,
    SameForAll,
    NewEachTime,
}

/// <summary>How a publisher links to articles.</summary>
internal enum LinkShape
{
    Own,
    SameForAll,
    Fragment,
    Parameter,
}

/// <summary>What a publisher writes below titles.</summary>
internal enum TextShape
{
    Own,
    None,
    SameForAll,
}

/// <summary>
/// A publisher that adds, edits, drops, brings back and reorders articles by chance, in a feed of a certain shape. The seed decides
/// everything.
/// </summary>
/// <param name="guid">How it identifies articles.</param>
/// <param name="link">How it links to them.</param>
/// <param name="isDated">Whether articles have dates.</param>
/// <param name="seed">Decides everything.</param>
/// <param name="text">What its articles have for a text.</param>
/// <param name="isOneAtATime">Whether each document shows the newest article alone.</param>
internal sealed class Publisher(GuidShape guid, LinkShape link, bool isDated, int seed, TextShape text = TextShape.Own, bool isOneAtATime = false)
{
    private readonly Random random = new(seed);
    private readonly List<(int Number, int TitleEdits, int TextEdits, bool IsShown)> articles = [];

    private readonly SortedSet<int> published = [];

    /// <summary>The numbers of the articles that a document showed, but not the first one.</summary>
    public IEnumerable<int> Added => published.Where(number => number >= FirstCount);

    /// <summary>How many articles the first document has.</summary>
    public int FirstCount => isOneAtATime ? 1 : 3;

    /// <summary>The document of the next poll.</summary>
    public string Next()
    {
        if (articles.Count == 0)
            Add(FirstCount);
        else if (isOneAtATime)
            Replace();
        else
            Change();
        var shown = articles.Where(article => article.IsShown).ToArray();
        published.UnionWith(shown.Select(article => article.Number));
        if (random.Next(3) == 0)
            random.Shuffle(shown);
        else
            Array.Reverse(shown);
        return SomeFeed.Rss(shown.Select(article => Item(article.Number, article.TitleEdits, article.TextEdits)));
    }

    /// <summary>A new article in the place of the last one, or an edit of it.</summary>
    private void Replace()
    {
        var last = articles[^1];
        if (random.Next(3) == 0 && !CannotBeEdited)
        {
            articles[^1] = random.Next(2) == 0 || text != TextShape.Own ? last with { TitleEdits = last.TitleEdits + 1 } : last with { TextEdits = last.TextEdits + 1 };
            return;
        }

        articles[^1] = last with { IsShown = false };
        Add(1);
    }

    private void Change()
    {
        if (random.Next(2) == 0)
            Add(random.Next(1, 3));
        for (var i = 0; i < articles.Count; i++)
        {
            var article = articles[i];
            if (random.Next(6) == 0)
                articles[i] = article with { IsShown = !article.IsShown && article.Number >= FirstCount - 1 };
            else if (article.IsShown && random.Next(6) == 0 && !CannotBeEdited)
                articles[i] = random.Next(2) == 0 ? article with { TitleEdits = article.TitleEdits + 1 } : article with { TextEdits = article.TextEdits + 1 };
        }
    }

    /// <summary>Nothing but its words identifies such an article.</summary>
    private bool CannotBeEdited => guid == GuidShape.NewEachTime && (link == LinkShape.SameForAll || text != TextShape.Own);

    /// <summary>Titles share their first word in threes, as those of incidents do.</summary>
    private static string Noun(int number) => (number / 3 % 3) switch { 0 => "Article", 1 => "Incident", _ => "Notice" };

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
            articles.Add((articles.Count, 0, 0, true));
    }

    private SomeItem Item(int number, int titleEdits, int textEdits) => new(number)
    {
        Title = $"{Noun(number)} {number}" + (titleEdits == 0 ? "" : $", edited {titleEdits}"),
        Summary = text switch
        {
            TextShape.None => "",
            TextShape.SameForAll => "See the page.",
            _ => $"Text of {number}" + (textEdits == 0 ? "" : $", edited {textEdits}"),
        },
        Date = isDated ? SomeFeed.Start.AddMinutes(number + 1).ToString("R", CultureInfo.InvariantCulture) : null,
        Id = guid switch
        {
            GuidShape.Own => $"http://publisher.example/id#{number}",
            GuidShape.SameForAll => "the-feed",
            GuidShape.NewEachTime => random.Next().ToString(CultureInfo.InvariantCulture),
            _ => null,
        },
        Link = link switch
        {
            LinkShape.Own => $"https://publisher.example/{number}",
            LinkShape.Fragment => $"https://publisher.example/page#c{number}",
            LinkShape.Parameter => $"https://publisher.example/notice?ref={number}",
            _ => "https://publisher.example/now",
        },
    };
}
