using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Decides for which community an intent is answered, in which language, and whether the member organizes that community. Enters
/// the community into the scope.
/// </summary>
internal sealed class Admission(
    BotDb db, CommunityScope scope, CommunityOfIntent communities, CommunityChoices choices, Authority authority, ChannelLanguages languages,
    BotSettings settings)
{
    public async Task<Result> AdmitAsync(Intent intent, CancellationToken ct)
    {
        if (CommunityChoices.Unqualify(intent) is var (choice, named) && await communities.OfMemberAsync(intent.Member, ct) is var own && own.Contains(named))
            return await EnterAsync(choice, named, PlaceState.Confirmed, ct);
        if (choices.Chosen(intent) is { } chosen)
            return await ChosenAsync(intent, chosen, ct);

        var found = await communities.FindAsync(intent, ct);
        return found.Communities switch
        {
            [] => Outside(intent),
            [var one] => await EnterAsync(intent, one, found.State, ct),
            var several => Outside(intent) with { Question = await choices.AskAsync(intent, several, LanguageOutside(intent), ct) },
        };
    }

    /// <summary>The member pressed the button of a community: what they had said before is answered for it.</summary>
    private async Task<Result> ChosenAsync(Intent intent, CommunityChoices.Choice chosen, CancellationToken ct)
    {
        var own = await communities.OfMemberAsync(intent.Member, ct);
        if (chosen.Body is not { } body || !own.Contains(chosen.Community))
        {
            var language = LanguageOutside(intent);
            return Outside(intent) with { Question = Reply.Tell(language, ChatTexts.All[language, "nochoice"]) };
        }

        choices.Remember(intent.Member, chosen.Community);
        return await EnterAsync(intent with { Body = body }, chosen.Community, PlaceState.Confirmed, ct);
    }

    /// <summary>An intent that concerns no community, or not yet one.</summary>
    private Result Outside(Intent intent) => new(intent, LanguageOutside(intent), Community: null, IsOrganizer: false, IsWaiting: false);

    private Language LanguageOutside(Intent intent) => intent.Locale ?? settings.DefaultLanguage;

    private async Task<Result> EnterAsync(Intent intent, long community, PlaceState state, CancellationToken ct)
    {
        scope.Enter(community);
        var language = intent.Locale ?? await languages.OfAsync(db, intent.Channel, ct) ?? await DefaultAsync(community, ct);
        return new Result(
            intent, language, community, await authority.IsOrganizerAsync(intent, community, ct), state == PlaceState.Unconfirmed);
    }

    private async Task<Language> DefaultAsync(long community, CancellationToken ct) =>
        await db.Communities.Where(c => c.Id == community).Select(c => c.Language).SingleOrDefaultAsync(ct) ?? settings.DefaultLanguage;

    /// <summary>An intent that may be answered.</summary>
    /// <param name="Intent">As the platform gave it, without a community's prefix in its choice.</param>
    /// <param name="Community">Null in a place that has not joined, and for a member of none.</param>
    /// <param name="IsOrganizer">Whether the member organizes the community.</param>
    /// <param name="IsWaiting">Whether the place waits for an operator's confirmation.</param>
    public sealed record Result(Intent Intent, Language Language, long? Community, bool IsOrganizer, bool IsWaiting)
    {
        /// <summary>What to ask the member before anything else.</summary>
        public Reply? Question { get; init; }

        public Request Request(IReadOnlyDictionary<string, string> options) =>
            new(Intent, Language, options) { Community = Community ?? CommunityScope.Shared, IsOrganizer = IsOrganizer };
    }
}
