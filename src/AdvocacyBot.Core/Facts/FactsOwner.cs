using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// The store's facts belong to the first community. In any other one, nothing of them is shown and nobody can change them. Pure.
/// </summary>
internal static class FactsOwner
{
    public static bool Is(long community) => community == Community.FirstId;

    /// <summary>The answer to whoever uses facts in a community that has none; null in the one that owns them.</summary>
    public static Reply? Refuse(Request request) =>
        Is(request.Community) ? null : Reply.Tell(request.Language, FactTexts.All[request.Language, "elsewhere"]) with { Understood = false };
}
