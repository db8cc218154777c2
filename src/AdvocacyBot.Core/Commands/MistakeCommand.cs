using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;

namespace AdvocacyBot.Core.Commands;

/// <summary>Passes a report of a mistake on to the organizers' channel, without saying who made it.</summary>
internal sealed class MistakeCommand(DefaultChannels channels, EventInbox inbox, OutboxQueue outbox) : ICommand
{
    private const string What = "what";
    private const string Message = "message";
    private const int MaxLength = 1_000;

    public static CommandSpec Spec { get; } = new("mistake", ChatTexts.All)
    {
        Options = [new OptionSpec(What, OptionKind.Rest), new OptionSpec(Message, OptionKind.Rest, Required: false)],
        OnMessage = Message,
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (await channels.ForOrganizersAsync(request.Intent, ct) is not { } channel)
            return Tell(request, "report.nowhere");

        return await inbox.OnceAsync(
            request.Intent,
            "reports",
            _ =>
            {
                outbox.Send(channel, Write(request), "report", request.Intent.EventId);
                return Task.FromResult(Tell(request, "report.done"));
            },
            _ => Task.FromResult(Tell(request, "report.done")),
            ct);
    }

    private static Reply Write(Request request)
    {
        var here = request.Intent.Channel;
        var blocks = new List<Block> { new Paragraph(SafeText.Shorten(request.Required(What), MaxLength)) };
        if (request[Message] is { Length: > 0 } quoted)
            blocks.Add(new Quote([new Text(SafeText.Shorten(quoted, MaxLength))]));
        if (!request.Intent.IsDirect)
            blocks.Add(new Paragraph([new Mention(MentionKind.Channel, here.Platform, here.Id, here.ToString())]));
        return new Reply(blocks) { Title = ChatTexts.All[request.Language, "report.title"], Language = request.Language };
    }

    private static Reply Tell(Request request, [TextKey(typeof(ChatTexts))] string key) => Reply.Tell(request.Language, ChatTexts.All[request.Language, key]);
}
