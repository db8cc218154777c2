using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>The ways in which a person can reach the bot on the web, whose room and desk are the first community's.</summary>
internal sealed partial class WebWays(Stage stage)
{
    private readonly Grammar grammar = new(stage.Catalog.Specs);

    /// <summary>Somebody new at the web room, with an address of their own, so that no limit is reached.</summary>
    public HttpClient NewVisitor()
    {
        var visitor = stage.Bot.Visit();
        visitor.DefaultRequestHeaders.Add("X-Forwarded-For", new IPAddress(Random.Shared.NextInt64(0x0100_0000, 0xdf00_0000)).ToString());
        return visitor;
    }

    /// <summary>Somebody new who has signed in with a link of the command line.</summary>
    public async Task<HttpClient> NewOrganizerAsync()
    {
        var token = LinkToken.New();
        await stage.Bot.Services.GetRequiredService<SignInLinks>().AddAsync(token, account: null, SignInLinks.ConsoleLifetime, CancellationToken.None);
        var visitor = NewVisitor();
        (await visitor.SignInAsync(new Uri(visitor.BaseAddress!, SignInLinks.PathOf(token)))).Dispose();
        return visitor;
    }

    /// <summary>An order in the web room.</summary>
    public static async Task<Answer> SayAsync(HttpClient visitor, string text)
    {
        var id = await visitor.SayInRoomAsync($"!{text}");
        var answers = (await visitor.ReadRoomAsync(id)).Where(message => message.Author == "bot").ToList();
        return new Answer(
            string.Join('\n', answers.Select(message => message.Text)),
            string.Join('\n', answers.Select(message => $"{message.Text}\n{string.Join('\n', message.Choices.Select(c => $"{c.Id} {c.Label}"))}")));
    }

    /// <summary>A choice that no message has offered.</summary>
    public static async Task<HttpStatusCode> PressAsync(HttpClient visitor, string choice)
    {
        var message = await visitor.SayInRoomAsync("!help");
        using var response = await visitor.PostAsJsonAsync("/api/room/choices", new { message, choice });
        return response.StatusCode;
    }

    /// <summary>The same order by a form of the desk; null if the text is none of the catalog's commands.</summary>
    public async Task<Answer?> OrderAsync(HttpClient organizer, string text)
    {
        if (grammar.Read(text, Language.English) is not { Spec: { } spec, Problem: null } reading)
            return null;
        return await SubmitAsync(organizer, [KeyValuePair.Create("_command", spec.Name), .. reading.Options]);
    }

    /// <summary>A choice by a form of the desk, whether an answer has offered it or not.</summary>
    public static Task<Answer> ChooseAsync(HttpClient organizer, string choice) => SubmitAsync(organizer, [KeyValuePair.Create("_choice", choice)]);

    /// <summary>The secret of the desk's forms for one session.</summary>
    public static async Task<string> FormTokenAsync(HttpClient organizer) => FormToken.In(await organizer.GetStringAsync("/desk/sessions"));

    private static async Task<Answer> SubmitAsync(HttpClient organizer, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var token = await FormTokenAsync(organizer);
        using var form = new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("_token", token)));
        using var response = await organizer.PostAsync("/desk/do", form);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        var card = Card().Match(html).Value.Replace(token, "", StringComparison.Ordinal);
        return new Answer(Tag().Replace(FormId().Replace(card, ""), ""), card);
    }

    [GeneratedRegex("<section class=\"card\".*</section>", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Card();

    [GeneratedRegex("value=\"[0-9a-f]{32}\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormId();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
