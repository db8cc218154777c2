using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Web.Desk;
using AdvocacyBot.Web.Sessions.Passkeys;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// Ends every organizer's session in a browser, the asker's too, and makes all sign-in links void: for when a phone is lost or a link
/// was seen by others. Passkeys stay, because they need the device's lock, unless they are to go as well: <c>sessions end passkeys</c>.
/// </summary>
internal sealed class EndSessionsCommand(EventInbox inbox, SessionTable sessions, SignInLinks links, PasskeyTable passkeys) : ICommand
{
    private const string Also = "also";
    private const string Passkeys = "passkeys";

    public static CommandSpec Spec { get; } = new("sessions end", DeskTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Also, Required: false) { Values = [Passkeys] }],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => request.Community == Community.FirstId
        ? inbox.OnceAsync(request.Intent, "web-sessions", inner => EndAsync(request, inner), inner => EndedAsync(request, inner), ct)
        : Task.FromResult(Reply.Tell(request.Language, DeskTexts.All[request.Language, "desk.elsewhere"]));

    private async Task<Reply> EndAsync(Request request, CancellationToken ct)
    {
        await links.DeleteAllAsync(ct);
        await sessions.EndAllAsync(except: 0, ct);
        if (request[Also] is not null)
            await passkeys.RemoveAllAsync(ct);
        return await EndedAsync(request, ct);
    }

    private async Task<Reply> EndedAsync(Request request, CancellationToken ct)
    {
        var (texts, language, left) = (DeskTexts.All, request.Language, (int)await passkeys.CountAsync(ct));
        var ended = texts[language, "sessions.ended"];
        var about = (request[Also], left) switch
        {
            (not null, _) => texts[language, "sessions.passkeys.removed"],
            (_, 0) => null,
            _ => texts.FormatCount(language, "sessions.passkeys", left, left),
        };
        return Reply.Tell(language, about is null ? ended : $"{ended} {about}");
    }
}
