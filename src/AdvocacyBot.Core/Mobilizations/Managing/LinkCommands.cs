using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Gives a code by which the asker's account on another platform is taken for the same person, in one mobilization.</summary>
internal sealed class LinkCommand(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, Codes codes) : ICommand
{
    public static CommandSpec Spec { get; } = new("link", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options = [new OptionSpec("number", OptionKind.Number)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, request.Number("number")!.Value, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            async inner =>
                await db.Mobilizations.FindAsync([id], inner) is { State: MobilizationState.Open } mobilization
                && await people.FindAsync(mobilization, request.Intent.Member, inner) is { } person
                    ? Reply.Tell(request.Language, MobilizationTexts.All.Format(
                        request.Language, "code.link", RsvpChoices.Write(mobilization.Number), codes.ForLink(mobilization, person)))
                    : Receipt.Problem(request.Language, "rsvp.unknown"),
            _ => Task.FromResult(Receipt.Problem(request.Language, "code.again")),
            ct);
    }
}

/// <summary>Undoes <see cref="LinkCommand"/>: <c>unlink 7</c>, from either account.</summary>
internal sealed class UnlinkCommand(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, LinkAccounts link) : ICommand
{
    public static CommandSpec Spec { get; } = new("unlink", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options = [new OptionSpec("number", OptionKind.Number)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, request.Number("number")!.Value, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            async inner =>
                await db.Mobilizations.FindAsync([id], inner) is { } mobilization && await people.FindAsync(mobilization, request.Intent.Member, inner) is { } person
                    ? Receipt.Problem(request.Language, await link.UndoAsync(mobilization, person, inner) ? "unlink.done" : "unlink.none")
                    : Receipt.Problem(request.Language, "rsvp.unknown"),
            _ => Task.FromResult(Receipt.Problem(request.Language, "unlink.done")),
            ct);
    }
}
