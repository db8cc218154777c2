using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>Changes a setting from the lists below the setup panel: <c>setup:articles:123</c>, <c>setup:zone:America/Lima</c>, <c>setup:test</c>.</summary>
internal sealed class SetupChoices(PlaceSetup setup) : IChoiceHandler
{
    public static string Prefix => "setup";

    public static bool IsOrganizing => true;

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (request.Intent.Place is null || !request.IsOrganizer)
            return Reply.Tell(request.Language, ChatTexts.All[request.Language, "setup.refused"]);
        return parts is [var name, ..] && Enum.TryParse<SetupField>(name, ignoreCase: true, out var field) && Enum.IsDefined(field)
            ? await setup.ChangeAsync(request, field, string.Join(":", parts.Skip(1)), ct)
            : Reply.Tell(request.Language, ChatTexts.All[request.Language, "nochoice"]);
    }
}
