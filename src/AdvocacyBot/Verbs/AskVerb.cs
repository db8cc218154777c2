using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary><c>ask</c>: answers a question, or a file of them, and ends.</summary>
internal static class AskVerb
{
    private static readonly AskJson Json = new(ReadableJson.From(AskJson.Default.Options));

    public static Command Make()
    {
        var question = new Argument<string[]>("question") { Description = "The question, in English, French or Spanish.", Arity = ArgumentArity.ZeroOrMore };
        var language = new Option<string?>("--lang") { Description = "The language of the answer: en, fr or es." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var batch = new Option<string?>("--batch") { Description = "A file with a question a line, plain or as {\"id\",\"query\",\"lang\",\"after\"}; - for standard input." };
        var community = CommunityOption.Make();
        var command = new Command("ask", "Answers a question from the facts and ends.") { question, language, json, batch, community };
        command.Does(async (arguments, ct) =>
        {
            var answerIn = ReadLanguage(arguments.GetValue(language));
            await using var bot = await OfflineBot.OpenAsync(ct, arguments.GetValue(community));
            var ask = bot.Get<AnswerQuestion>();
            var context = new AskContext(answerIn ?? bot.Settings.Bot.DefaultLanguage) { IsLanguageFixed = answerIn is not null };
            if (arguments.GetValue(batch) is { } file)
                return await AnswerAllAsync(ask, file, context, arguments.GetValue(json), ct);

            await WriteAsync(ask, new Asked(null, string.Join(' ', arguments.GetValue(question) ?? []), null, null), context, arguments.GetValue(json), ct);
            return 0;
        });
        return command;
    }

    private static async Task<int> AnswerAllAsync(AnswerQuestion ask, string file, AskContext context, bool json, CancellationToken ct)
    {
        using var lines = file == "-" ? Console.In : InputFile.Open(file);
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0)
                await WriteAsync(ask, ReadLine(line), context, json, ct);
        }

        return 0;
    }

    private static async Task WriteAsync(AnswerQuestion ask, Asked asked, AskContext context, bool json, CancellationToken ct)
    {
        if (LanguageNames.FromLocale(asked.Lang) is { } language)
            context = context with { Language = language, IsLanguageFixed = true };
        var previous = asked.After is { } after ? SafeText.Clean(after) : null;
        var answer = await ask.RunAsync(SafeText.Clean(asked.Query ?? ""), context with { Previous = previous }, ct);
        var text = PlainText.Write(answer.Reply);
        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new Answered(asked.Id, asked.Query ?? "", answer.Kind.ToString().ToLowerInvariant(), text, answer.Claims), Json.Answered)
            : text);
    }

    /// <summary>A line that is no such object is itself the question.</summary>
    private static Asked ReadLine(string line)
    {
        if (!line.StartsWith('{'))
            return new Asked(null, line, null, null);
        try
        {
            return JsonSerializer.Deserialize(line, AskJson.Default.Asked) ?? new Asked(null, line, null, null);
        }
        catch (JsonException)
        {
            return new Asked(null, line, null, null);
        }
    }

    private static Language? ReadLanguage(string? text) => text is null
        ? null
        : LanguageNames.FromLocale(text) ?? throw new StartupException($"--lang is \"{text}\", but it has to be en, fr or es.");
}

/// <summary>A line of a batch.</summary>
/// <param name="Id">Any JSON value; it comes back with the answer.</param>
/// <param name="Query">The question.</param>
/// <param name="Lang">The language of the answer.</param>
/// <param name="After">The same person's previous question, for a follow-up.</param>
internal sealed record Asked(JsonElement? Id, string? Query, string? Lang, string? After);

/// <summary>An answer as JSON; its kind is answer, conflict, suggest, none, action or talk.</summary>
internal sealed record Answered(JsonElement? Id, string Query, string Kind, string Text, IReadOnlyList<CitedClaim> Claims);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Asked))]
[JsonSerializable(typeof(Answered))]
internal sealed partial class AskJson : JsonSerializerContext;
