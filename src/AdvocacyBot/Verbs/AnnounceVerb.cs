using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Host;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Verbs;

/// <summary><c>announce --dry-run</c>: shows how announcements would be read, one a line, and publishes nothing.</summary>
internal static class AnnounceVerb
{
    private static readonly AnnounceJson Json = new(ReadableJson.From(AnnounceJson.Default.Options));

    public static Command Make()
    {
        var file = new Option<string>("--dry-run")
        {
            Description = "A file with one announcement a line, plain or as {\"id\",\"lang\",\"text\",\"now\",\"zone\"}; - for standard input.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var now = new Option<string?>("--now") { Description = "The instant from which dates are read, such as 2026-11-26T15:00:00Z." };
        var zone = new Option<string?>("--zone") { Description = "The IANA zone in which they are read, such as America/Lima." };
        var command = new Command("announce", "Shows how announcements would be read; publishes nothing.") { file, json, now, zone };
        command.Does(async (arguments, ct) =>
        {
            var settings = HostSettings.Read(BotConfiguration.Load()).Bot;
            var defaults = new AnnouncementLine(
                null, settings.DefaultLanguage.Code, null, arguments.GetValue(now), arguments.GetValue(zone) ?? settings.TimeZone);
            var path = arguments.GetRequiredValue(file);
            using var lines = path == "-" ? Console.In : InputFile.Open(path);
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                if (line.Length > 0)
                    await WriteAsync(ReadLine(line), defaults, arguments.GetValue(json));
            }

            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(AnnouncementLine line, AnnouncementLine defaults, bool json)
    {
        var read = AnnouncementDryRun.Read(
            line.Text ?? "", LanguageNames.FromLocale(line.Lang ?? defaults.Lang) ?? Language.English, ReadInstant(line.Now ?? defaults.Now), line.Zone ?? defaults.Zone!);
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(ReadAnnouncement.Of(line.Id, read), Json.ReadAnnouncement) : Text(read));
    }

    private static string Text(AnnouncementOutcome read)
    {
        var what = read.Outcome switch
        {
            "read" => $"{read.Start}{(read.End is null ? "" : $" to {read.End}")} {read.Zone} {read.Repeats}".TrimEnd(),
            "ask" => $"{read.Problem} {string.Join(", ", read.Readings)}",
            _ => read.Problem,
        };
        return read.Title is null ? $"{read.Outcome}: {what}" : $"{read.Outcome}: \"{read.Title}\", {what}";
    }

    /// <summary>A line that is not such an object is itself the announcement.</summary>
    private static AnnouncementLine ReadLine(string line)
    {
        try
        {
            if (line.StartsWith('{') && JsonSerializer.Deserialize(line, AnnounceJson.Default.AnnouncementLine) is { } read)
                return read;
        }
        catch (JsonException)
        {
            // The text itself begins with a brace.
        }

        return new AnnouncementLine(null, null, line, null, null);
    }

    private static DateTime ReadInstant(string? text)
    {
        if (text is null)
            return DateTime.UtcNow;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime
            : throw new StartupException($"\"{text}\" is not an instant. Write it like 2026-11-26T15:00:00Z.");
    }
}

/// <summary>A line of the file; what it leaves out comes from the options.</summary>
internal sealed record AnnouncementLine(JsonElement? Id, string? Lang, string? Text, string? Now, string? Zone);

/// <summary>A line of the answer.</summary>
internal sealed record ReadAnnouncement(
    JsonElement? Id, string Outcome, string? Title, string? Start, string? End, string? Zone, string? Place, string? Repeats,
    IReadOnlyList<string> Readings, string? Problem)
{
    public static ReadAnnouncement Of(JsonElement? id, AnnouncementOutcome read) => new(
        id, read.Outcome, read.Title, read.Start, read.End, read.Zone, read.Place, read.Repeats, read.Readings, read.Problem);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AnnouncementLine))]
[JsonSerializable(typeof(ReadAnnouncement))]
internal sealed partial class AnnounceJson : JsonSerializerContext;
