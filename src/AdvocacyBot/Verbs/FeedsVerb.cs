using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary><c>feeds parse</c> reads feed documents from files, without any network; <c>feeds check</c> explains a feed at an address.</summary>
internal static class FeedsVerb
{
    private static readonly FeedsJson Json = new(ReadableJson.From(FeedsJson.Default.Options));

    public static Command Make()
    {
        var command = new Command("feeds", "Reads and explains feed documents.");
        command.Subcommands.Add(Parse());
        command.Subcommands.Add(Check());
        return command;
    }

    private static Command Parse()
    {
        var files = new Argument<string[]>("file") { Description = "Feed documents, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var url = new Option<string?>("--url") { Description = "The base of relative links." };
        var contentType = new Option<string?>("--content-type") { Description = "The Content-Type header of the server." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per line." };
        var command = new Command("parse", "Reads feed documents offline.") { files, url, contentType, json };
        command.Does((arguments, ct) =>
        {
            var address = ReadAddress(arguments.GetValue(url));
            var failed = false;
            foreach (var file in arguments.GetRequiredValue(files).SelectMany(Expand))
            {
                ct.ThrowIfCancellationRequested();
                var read = Read(file, arguments.GetValue(contentType), address);
                failed |= read.Error is not null;
                Console.Out.WriteLine(arguments.GetValue(json) ? JsonSerializer.Serialize(read, Json.ReadFeed) : Text(read));
            }

            return Task.FromResult(failed ? 1 : 0);
        });
        return command;
    }

    private static Command Check()
    {
        var url = new Argument<string>("url") { Description = "The address of a feed or of a site." };
        var command = new Command("check", "Fetches a feed and explains what the bot would post. Changes nothing.") { url };
        command.Does(async (arguments, ct) =>
        {
            await using var bot = await OfflineBot.OpenAsync(ct);
            var found = await bot.Get<CheckFeed>().RunAsync(arguments.GetRequiredValue(url), bot.Settings.Bot.DefaultLanguage, ct);
            Console.Out.WriteLine(PlainText.Write(found));
            return found.Understood ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    private static ReadFeed Read(string file, string? contentType, Uri? address)
    {
        try
        {
            var feed = FeedParser.Parse(InputFile.ReadBytes(file), contentType, address);
            return new ReadFeed(file, null)
            {
                Format = feed.Format.ToString().ToLowerInvariant(),
                Title = feed.Title,
                Items = [.. ArticleIdentity.Every(feed).Select(ReadItem.Of)],
                Problems = [.. feed.Flaws.Select(flaw => flaw.ToString().ToLowerInvariant())],
            };
        }
        catch (Exception e) when (e is UnreadableFeedException or StartupException)
        {
            return new ReadFeed(file, e.Message);
        }
    }

    private static string Text(ReadFeed read) => read.Items is { } items
        ? string.Join('\n', [$"{read.File}: {read.Format}, {read.Title}, {items.Count} items", .. items.Select(Text)])
        : $"{read.File}: {read.Error}";

    private static string Text(ReadItem item) => string.Create(CultureInfo.InvariantCulture, $"  {item.Published:yyyy-MM-dd HH:mm} {item.Title} {item.Link}");

    private static Uri? ReadAddress(string? text) => text is null
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new StartupException($"--url is \"{text}\", but it has to be an absolute address such as https://example.org/feed/.");
}

/// <summary>The content of a document, or the reason why it cannot be read.</summary>
internal sealed record ReadFeed(string File, string? Error)
{
    /// <summary>rss, rdf, atom, cdf or json.</summary>
    public string? Format { get; init; }

    public string? Title { get; init; }

    public IReadOnlyList<ReadItem>? Items { get; init; }

    /// <summary>Defects that were repaired or left out.</summary>
    public IReadOnlyList<string>? Problems { get; init; }
}

/// <summary>One item, including items that the bot would not store because they are cut off or repeated.</summary>
internal sealed record ReadItem(
    string Key, string Title, string? Link, DateTime? Published, string Summary, IReadOnlyList<string> Categories)
{
    public string? Picture { get; init; }

    /// <summary>The alternative text of the picture.</summary>
    public string? PictureText { get; init; }

    /// <summary>The audio or video file.</summary>
    public string? Media { get; init; }

    /// <summary>How long the file plays, in seconds.</summary>
    public double? MediaSeconds { get; init; }

    public string? Author { get; init; }

    public static ReadItem Of(IdentifiedItem identified) => new(
        identified.Key,
        ItemText.Title(identified.Item),
        identified.Item.Link?.AbsoluteUri,
        identified.Item.Published,
        ItemText.Summary(identified.Item),
        identified.Item.Categories)
    {
        Picture = identified.Item.Picture?.AbsoluteUri,
        PictureText = identified.Item.PictureText,
        Media = identified.Item.Media?.Address.AbsoluteUri,
        MediaSeconds = identified.Item.Media?.Length?.TotalSeconds,
        Author = identified.Item.Author,
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReadFeed))]
internal sealed partial class FeedsJson : JsonSerializerContext;
