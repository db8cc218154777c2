using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Articles.Parsing;

/// <summary>The same documents read by Python's feedparser. Each difference is listed with the reason why the bot is right.</summary>
public sealed class FeedparserTests
{
    private const string Program =
        """
        import feedparser, json, sys, time
        def read(path):
            entries = feedparser.parse(open(path, 'rb').read()).entries
            date = lambda e: e.get('published_parsed') or e.get('updated_parsed')
            text = lambda e: time.strftime('%Y-%m-%dT%H:%M:%SZ', date(e)) if date(e) else None
            return [dict(title=e.get('title', ''), link=e.get('link'), date=text(e)) for e in entries]
        print(json.dumps({path: read(path) for path in sys.argv[1:]}))
        """;

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["atom-0.3.xml title"] = "Tags are not part of a title.",
        ["text-kinds.xml title"] = "Tags are not part of a title.",
        ["double-escaped.xml title"] = "Tags and references are not part of a title.",
        ["script-title.xml title"] = "Scripts are not part of a title.",
        ["bare-ampersands.xml title"] = "A bare ampersand gets no semicolon.",
        ["bare-ampersands.xml link"] = "\"&copy=3\" is a parameter, not a copyright sign.",
        ["control-characters.xml title"] = "Control characters are not text.",
        ["undeclared-entities.xml title"] = "A title is one line with plain spaces.",
        ["extensions.xml title"] = "The format's own title takes precedence over that of an extension.",
        ["plain-entity.xml title"] = "A declared entity stands for its text.",
        ["bases.xml link"] = "javascript: is not a link.",
        ["text-kinds.xml link"] = "An identifier is not a link.",
        ["permalinks.xml link"] = "A guid is a permalink unless it says otherwise.",
        ["rdf.xml link"] = "rdf:about of an item without a link is its address.",
        ["pod-nolink.xml link"] = "A podcast without a page leads to its recording.",
        ["unclosed-items.xml count"] = "Unclosed items are separated.",
        ["entity-bomb.xml count"] = "Nested entities are refused.",
        ["external-entity.xml count"] = "External entities are refused.",
        ["date-GMT7.xml date"] = "GMT+7 is seven hours ahead.",
        ["date-ampm.xml date"] = "A date may come with AM or PM.",
        ["pm.xml date"] = "A date may come with AM or PM.",
    };

    [FeedparserFact]
    public async Task Every_difference_from_feedparser_is_known()
    {
        var folder = OddInputTests.Folder();
        string[] files =
        [
            .. Directory.GetFiles(folder, "*.xml"), .. Directory.GetFiles(Path.Combine(folder, "Publishers"), "*.xml"), .. Directory.GetFiles(Path.Combine(folder, "Polls"), "*.xml"),
        ];
        var theirs = await RunAsync(files);

        var differences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
            differences.UnionWith(Differences(File.ReadAllBytes(file), theirs[file]).Select(field => $"{Path.GetFileName(file)} {field}"));
        Assert.Empty(differences.Except(Known.Keys));
    }

    private static IEnumerable<string> Differences(byte[] document, IReadOnlyList<Entry> theirs)
    {
        IReadOnlyList<ParsedItem> ours;
        try
        {
            ours = FeedParser.Parse(document).Items;
        }
        catch (UnreadableFeedException)
        {
            ours = [];
        }

        if (ours.Count != theirs.Count)
        {
            yield return "count";
            yield break;
        }

        foreach (var (item, entry) in ours.Zip(theirs))
        {
            if (item.Title != entry.Title)
                yield return "title";
            if (item.Link != (entry.Link is null ? null : new Uri(entry.Link, UriKind.RelativeOrAbsolute)))
                yield return "link";
            if (item.Published?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) != entry.Date)
                yield return "date";
        }
    }

    private static async Task<Dictionary<string, List<Entry>>> RunAsync(string[] files)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Program, .. files]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var python = Process.Start(start)!;
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return JsonSerializer.Deserialize<Dictionary<string, List<Entry>>>(output, JsonSerializerOptions.Web)!;
    }

    private sealed record Entry(string Title, string? Link, string? Date);

    /// <summary>A test that needs Debian's python3-feedparser.</summary>
    private sealed class FeedparserFactAttribute : FactAttribute
    {
        public FeedparserFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
            : base(sourceFilePath, sourceLineNumber) =>
            Skip = Needs.SkipWithout(Directory.Exists("/usr/lib/python3/dist-packages/feedparser"), "python3-feedparser");
    }
}
