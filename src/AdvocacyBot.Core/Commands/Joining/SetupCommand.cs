using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>
/// Lets a place join a community with a code, or create one where the installation allows it. Whoever the platform calls an
/// organizer of the place may do so: the place has no community whose authority could be asked.
/// </summary>
internal sealed class SetupCommand(BotDb db, Membership membership, JoinAttempts attempts, CommunitySettings settings) : ICommand
{
    private const string Code = "code";
    private const string NewCommunity = "new";

    public static CommandSpec Spec { get; } = new("setup", ChatTexts.All)
    {
        WorksAnywhere = true,
        IsPrivate = true,
        Options = [new OptionSpec(Code, Required: false)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Intent.Place is not { } place)
            return Tell(request, "setup.direct");
        if (!request.Intent.IsVouchedOrganizer)
            return Tell(request, "setup.refused");
        if (request[Code] is not { Length: > 0 } code)
            return await ShowAsync(request, ct);
        if (request.Community != CommunityScope.Shared)
            return Tell(request, "setup.joined");

        // The same answer whether a code is wrong, used or expired: it says nothing about other groups.
        if (!attempts.TryBegin(request.Intent.Member, place))
            return Tell(request, "setup.later");
        if (code.Trim().Equals(NewCommunity, StringComparison.OrdinalIgnoreCase))
            return settings.Open ? await FoundAsync(request, place, ct) : Tell(request, "setup.closed");
        return await membership.JoinAsync(place, code, ct) is { } community
            ? Tell(request, "setup.done", SafeText.Shorten(community.Name, 80))
            : Tell(request, "setup.wrong");
    }

    private async Task<Reply> FoundAsync(Request request, PlaceRef place, CancellationToken ct) =>
        await membership.FoundAsync(place, ChatTexts.All[request.Language, "setup.newname"], ct) is null
            ? Tell(request, "setup.joined")
            : Tell(request, "setup.founded");

    private async Task<Reply> ShowAsync(Request request, CancellationToken ct)
    {
        var name = await db.Communities.Where(c => c.Id == request.Community).Select(c => c.Name).SingleOrDefaultAsync(ct);
        return name is null ? Tell(request, settings.Open ? "setup.open" : "setup.how") : Tell(request, "setup.member", SafeText.Shorten(name, 80));
    }

    private static Reply Tell(Request request, string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, ChatTexts.All.Format(request.Language, key, values));
}
