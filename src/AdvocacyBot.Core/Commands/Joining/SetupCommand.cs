using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>
/// Lets a place join a community with a code, or create one where the installation allows it. Whoever the platform calls an
/// organizer of the place may do so: the place has no community whose authority could be asked. In a place that has joined, shows
/// and changes its settings: <c>setup</c>, <c>setup zone America/Lima</c>.
/// </summary>
internal sealed class SetupCommand(Membership membership, JoinAttempts attempts, PlaceSetup setup, CommunitySettings settings) : ICommand
{
    private const string Code = "code";
    private const string NewCommunity = "new";

    public static CommandSpec Spec { get; } = new("setup", ChatTexts.All)
    {
        WorksAnywhere = true,
        IsOrganizing = true,
        IsPrivate = true,
        Options = [new OptionSpec(Code, OptionKind.Rest, Required: false)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Intent.Place is not { } place)
            return Tell(request, "setup.direct");
        if (!request.Intent.IsVouchedOrganizer)
            return Tell(request, "setup.refused");
        var code = request[Code] ?? "";
        if (request.Community != CommunityScope.Shared)
            return request.IsOrganizer ? await SettingsAsync(request, code, ct) : Tell(request, "community.waiting");
        if (code.Length == 0)
            return Tell(request, settings.Open ? "setup.open" : "setup.how");

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

    private async Task<Reply> SettingsAsync(Request request, string text, CancellationToken ct)
    {
        if (text.Length == 0)
            return await setup.ShowAsync(request, ct);
        var (word, value) = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, var rest] ? (first, rest) : (text, "");
        if (PlaceSetup.FieldOf(word) is not { } field)
            return Tell(request, "setup.joined");
        return value.Length > 0 || field == SetupField.Test ? await setup.ChangeAsync(request, field, value, ct) : await setup.ShowAsync(request, ct);
    }

    private static Reply Tell(Request request, [TextKey(typeof(ChatTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, ChatTexts.All.Format(request.Language, key, values));
}
