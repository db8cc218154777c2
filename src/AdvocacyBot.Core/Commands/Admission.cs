using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Decides for which community an intent is answered, in which language, and whether the member organizes that community. Enters
/// the community into the scope.
/// </summary>
internal sealed class Admission(
    BotDb db, CommunityScope scope, CommunityOfIntent communities, CommunityChoices choices, ChannelLanguages languages, Suspensions suspensions, BotSettings settings)
{
    public async Task<Result> AdmitAsync(Intent intent, CancellationToken ct)
    {
        if (choices.Chosen(intent) is { } chosen)
            return await ChosenAsync(intent, chosen, ct);

        long? marked = null;
        if (intent.Body is ChoiceBody choice)
        {
            (choice, marked) = CommunityMark.Remove(choice);
            intent = intent with { Body = choice };
            if (intent.IsDirect)
                return await PressedAloneAsync(intent, marked ?? Community.FirstId, isMarked: marked is not null, ct);
        }

        if (intent is { IsDirect: true, RepliedChoices: [var replied, ..] } && CommunityMark.Remove(new ChoiceBody(replied)).Community is { } meant
            && await communities.FindOneAsync(intent.Member, meant, ct) is { } own)
        {
            return await EnterAsync(intent, own, ct);
        }

        var found = await ServedAsync(await communities.FindAsync(intent, ct), ct);
        return found switch
        {
            [] => Outside(intent),
            // A button of another community's message, or a forged one.
            [var one] when marked is not null && marked != one.Id => Gone(intent),
            [var one] => await EnterAsync(intent, one, ct),
            var several => Outside(intent) with { Question = await choices.AskAsync(intent, [.. several.Select(f => f.Id)], LanguageOutside(intent), ct) },
        };
    }

    /// <summary>A button in a direct conversation belongs to the community that it names, whichever one the member last wrote about.</summary>
    private async Task<Result> PressedAloneAsync(Intent intent, long community, bool isMarked, CancellationToken ct)
    {
        if (await communities.FindOneAsync(intent.Member, community, ct) is { } named)
            return await EnterAsync(intent, named, ct);
        return isMarked ? Gone(intent) : await communities.FindAsync(intent, ct) is [var own] ? await EnterAsync(intent, own, ct) : Outside(intent);
    }

    /// <summary>The member pressed the button of a community: what they had said before is answered for it.</summary>
    private async Task<Result> ChosenAsync(Intent intent, CommunityChoices.Choice chosen, CancellationToken ct)
    {
        if (chosen.Body is not { } body || await communities.FindOneAsync(intent.Member, chosen.Community, ct) is not { } own)
            return Gone(intent);

        choices.Remember(intent.Member, chosen.Community);
        return await EnterAsync(intent with { Body = body }, own, ct);
    }

    /// <summary>Of several communities, those that are not suspended; all if each is.</summary>
    private async Task<IReadOnlyList<FoundCommunity>> ServedAsync(IReadOnlyList<FoundCommunity> found, CancellationToken ct)
    {
        var served = new List<FoundCommunity>();
        foreach (var community in found)
        {
            if (!await suspensions.IncludeAsync(community.Id, ct))
                served.Add(community);
        }

        return served.Count == 0 ? found : served;
    }

    /// <summary>An intent that concerns no community, or not yet one.</summary>
    private Result Outside(Intent intent) => new(intent, LanguageOutside(intent), Community: null, IsOrganizer: false, IsWaiting: false);

    private Result Gone(Intent intent) =>
        Outside(intent) with { Question = Reply.Tell(LanguageOutside(intent), ChatTexts.All[LanguageOutside(intent), "nochoice"]) };

    private Language LanguageOutside(Intent intent) => intent.Locale ?? settings.DefaultLanguage;

    private async Task<Result> EnterAsync(Intent intent, FoundCommunity community, CancellationToken ct)
    {
        scope.Enter(community.Id);
        var language = intent.Locale ?? await languages.OfAsync(db, intent.Channel, ct) ?? await DefaultAsync(community.Id, ct);
        return new Result(intent, language, community.Id, Authority.IsOrganizer(intent, community), community.PlaceState == PlaceState.Unconfirmed)
        {
            IsSuspended = await suspensions.IncludeAsync(community.Id, ct),
        };
    }

    private async Task<Language> DefaultAsync(long community, CancellationToken ct) =>
        await db.Communities.Where(c => c.Id == community).Select(c => c.Language).SingleOrDefaultAsync(ct) ?? settings.DefaultLanguage;

    /// <summary>An intent that may be answered.</summary>
    /// <param name="Intent">As the platform gave it, without a community's mark in its choice.</param>
    /// <param name="Community">Null in a place that has not joined, and for a member of none.</param>
    /// <param name="IsOrganizer">Whether the member organizes the community.</param>
    /// <param name="IsWaiting">Whether the place waits for an operator's confirmation.</param>
    public sealed record Result(Intent Intent, Language Language, long? Community, bool IsOrganizer, bool IsWaiting)
    {
        /// <summary>What to ask or to tell the member before anything else.</summary>
        public Reply? Question { get; init; }

        /// <summary>Whether the operator has suspended the community, so that only a person's own data can be asked about.</summary>
        public bool IsSuspended { get; init; }

        public Request Request(IReadOnlyDictionary<string, string> options) =>
            new(Intent, Language, options) { Community = Community ?? CommunityScope.Shared, IsOrganizer = IsOrganizer };
    }
}
