using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Tests.Discord;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>The ways in which a person can reach the bot on Discord.</summary>
internal sealed class DiscordWays(Stage stage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>With quotation marks that do not look like a part of the word behind them.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Grammar grammar = new(stage.Catalog.Specs);

    private FakeWorld World => stage.Discord.World;

    /// <summary>A slash command that means the same as a text; null if Discord's client has no way to send it.</summary>
    public async Task<Answer?> SlashAsync(FakeChannel channel, Person person, string text)
    {
        if (grammar.Read(text, Language.English) is not { Spec: { } spec, Problem: null } reading || await PathOfAsync(spec) is not { } path)
            return null;

        var values = reading.Options.Where(o => spec.Options.Any(d => d.Name == o.Key))
            .ToDictionary(o => SlashNames.Of(o.Key)!, o => o.Value.Trim('<', '>', '#', '@', '&'), StringComparer.Ordinal);
        if (values.Count < reading.Options.Count)
            return null;
        try
        {
            return await ReadAsync(stage.Discord.Slash(channel, path, values, person));
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A message that mentions the bot.</summary>
    public Task<Answer> MentionAsync(FakeChannel channel, Person person, string text) => SayAsync(channel, person, $"<@{World.BotId}> !{text}");

    /// <summary>A message in a direct conversation.</summary>
    public Task<Answer> WriteAsync(FakeChannel direct, Person person, string text) => SayAsync(direct, person, $"!{text}");

    /// <summary>A press of a button with any id, whether the bot has ever offered it or not.</summary>
    public Task<Answer> PressAsync(FakeChannel channel, Person person, string id) => ReadAsync(stage.Discord.Press(
        channel,
        new FakeMessage { Id = World.Ids.Next(), ChannelId = channel.Id, AuthorId = World.BotId, At = DateTime.UtcNow, Body = [], Pings = new Pings(false, [], []) },
        id,
        person));

    /// <summary>Autocomplete: <c>COMMAND.OPTION TEXT</c>.</summary>
    public async Task<Answer> SuggestAsync(FakeChannel channel, Person person, string typed)
    {
        var (option, text) = typed.Split(' ', 2) is [var first, var rest] ? (first, rest) : (typed, "");
        var at = option.LastIndexOf('.');
        var spec = stage.Catalog.Find(option[..at].Replace('-', ' ')) ?? throw new InvalidOperationException($"There is no command {option[..at]}.");
        var answer = await stage.Discord.Type(channel, (await PathOfAsync(spec))!, SlashNames.Of(option[(at + 1)..])!, text, person).RespondedAsync(Patience);
        return new Answer(string.Join('\n', (answer.Response?["choices"] as JsonArray ?? []).Select(c => $"{c!["value"]} {c["name"]}")));
    }

    /// <summary>The person's direct conversation.</summary>
    public FakeChannel Direct(Person person) => stage.Discord.Direct(person);

    private async Task<string?> PathOfAsync(CommandSpec spec)
    {
        var current = await stage.Bot.Services.GetRequiredService<CommandRegistry>().OfAsync(guild: null, CancellationToken.None);
        return current.All.SelectMany(SlashPaths.Of).FirstOrDefault(path => current.Find(path)?.Spec == spec);
    }

    private static async Task<Answer> ReadAsync(FakeInteraction interaction)
    {
        await interaction.AnsweredAsync(Patience);
        var shown = new[] { interaction.Answer }.Concat(interaction.FollowUps).OfType<FakeMessage>().ToList();
        return new Answer(string.Join('\n', shown.Select(m => m.Words)), $"{interaction.Response?.ToJsonString(Readable)}\n{string.Join('\n', shown.Select(Whole))}");
    }

    private async Task<Answer> SayAsync(FakeChannel channel, Person person, string text)
    {
        var direct = World.DirectChannel(person.Id);
        int before;
        lock (World.Gate)
            before = World.Messages.Count;
        var question = stage.Discord.Say(channel, text, person);
        FakeMessage? answer = null;
        await Eventually.HoldsAsync(() => (answer = Find()) is not null, $"the bot answers {text}", Patience);
        return new Answer(answer!.Words, Whole(answer));

        FakeMessage? Find()
        {
            lock (World.Gate)
            {
                return World.Messages.Skip(before).FirstOrDefault(m => m.ChannelId == direct.Id
                    || (m.ChannelId == channel.Id && (string?)m.Body["message_reference"]?["message_id"] == question));
            }
        }
    }

    private static string Whole(FakeMessage message) =>
        $"{message.Body.ToJsonString(Readable)}\n{string.Join('\n', message.Files.Keys.Select(message.FileText))}";
}
