using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Web.Desk;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// Ends every organizer's session in a browser, the asker's too, and makes all sign-in links void: for when a phone is lost or a link
/// was seen by others.
/// </summary>
internal sealed class EndSessionsCommand(EventInbox inbox, SessionTable sessions, SignInLinks links) : ICommand
{
    public static CommandSpec Spec { get; } = new("sessions end", DeskTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => request.Community == Community.FirstId
        ? inbox.OnceAsync(request.Intent, "web-sessions", inner => EndAsync(request, inner), _ => Task.FromResult(Ended(request)), ct)
        : Task.FromResult(Reply.Tell(request.Language, DeskTexts.All[request.Language, "desk.elsewhere"]));

    private async Task<Reply> EndAsync(Request request, CancellationToken ct)
    {
        await links.DeleteAllAsync(ct);
        await sessions.EndAllAsync(except: 0, ct);
        return Ended(request);
    }

    private static Reply Ended(Request request) => Reply.Tell(request.Language, DeskTexts.All[request.Language, "sessions.ended"]);
}
