using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Lists the templates of the community, and removes one: <c>templates</c>, <c>templates remove march</c>.</summary>
internal sealed class TemplatesCommand(EventInbox inbox, Templates templates) : ICommand
{
    private const string Do = "do";
    private const string Template = "template";
    private const string Remove = "remove";

    public static CommandSpec Spec { get; } = new("templates", MobilizationTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Do, Required: false) { Values = [Remove] }, new OptionSpec(Template, OptionKind.Rest, Required: false)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request[Do] is null)
            return List(request, await templates.NamesAsync(ct));
        if (request[Template] is not { } name)
            return Tell(request, "templates.which") with { Understood = false };

        return await inbox.OnceAsync(
            request.Intent,
            "templates",
            async inner => await templates.RemoveAsync(name, inner) ? Tell(request, "templates.removed", name) : Tell(request, "template.unknown", name),
            _ => Task.FromResult(Tell(request, "templates.removed", name)),
            ct);
    }

    private static Reply List(Request request, IReadOnlyList<string> names) => names.Count == 0
        ? Tell(request, "templates.none")
        : new Reply([new Listing([.. names.Select(name => (IReadOnlyList<Span>)[new Text(name)])]), new Paragraph(MobilizationTexts.All.Format(request.Language, "templates.how", names[0]))])
        {
            Title = MobilizationTexts.All[request.Language, "templates.title"],
            Language = request.Language,
            Visibility = Visibility.Private,
        };

    private static Reply Tell(Request request, [TextKey(typeof(MobilizationTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, key, values));
}
