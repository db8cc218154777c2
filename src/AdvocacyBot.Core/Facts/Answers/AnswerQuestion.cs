using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>
/// Answers a question from the published claims: whole cases, each value with who says it, or "no fact on that" with what would
/// help. Reads only; a question that finds nothing is counted in memory, without who asked.
/// </summary>
public sealed class AnswerQuestion
{
    private const int MaxLength = 300;

    /// <summary>A time that is longer is a period, in which too many things happened.</summary>
    private const int MaxDays = 31;
    private readonly BotDb db;
    private readonly FactsMemory memory;
    private readonly MissLog misses;
    private readonly RecentReadings readings;
    private readonly FindOwnAction findAction;
    private readonly TimeProvider clock;

    internal AnswerQuestion(BotDb db, FactsMemory memory, MissLog misses, RecentReadings readings, FindOwnAction findAction, TimeProvider clock) =>
        (this.db, this.memory, this.misses, this.readings, this.findAction, this.clock) = (db, memory, misses, readings, findAction, clock);

    /// <param name="text">As typed, in any of the languages; anything at all.</param>
    /// <param name="context">How it is asked.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AnswerOutcome> RunAsync(string text, AskContext context, CancellationToken ct)
    {
        // One connection for all look-ups: opening one for each takes longer than the look-ups do.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await AnswerAsync(text, context, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<AnswerOutcome> AnswerAsync(string text, AskContext context, CancellationToken ct)
    {
        if (text.Length > MaxLength)
            return Suggestions.TooLong(context.Language, MaxLength);
        var tokens = QuestionTokens.Split(text);
        var known = await memory.ReadAsync(db, ct);
        if (Conversation.IsTalk(tokens))
            return Suggestions.Talk(known, context.Language);

        var today = DateOnly.FromDateTime(clock.UtcNow);
        var asked = new State(text, today, new QuestionReader(known.Names), new FindClaims(db, known), known) { CountsMiss = context.CountsMiss };
        var question = asked.Reader.Read(text, today, context.Language);
        var language = context.IsLanguageFixed || !question.IsLanguageClear ? context.Language : question.Language;
        if (Conversation.AsksForAction(tokens, question.Language))
        {
            if (await findAction(Conversation.ActionOf(question, tokens, context.Request), language, ct) is { } card)
                return new AnswerOutcome(AnswerKind.Action, card, []);
            asked = asked with { CountsMiss = false };
        }

        var previous = await PreviousAsync(context, asked, ct);
        var outcome = await CompletedAsync(question, previous, asked, language, ct) ?? await ReadAsync(question, asked, language, ct);
        if (context.Member is { } member && outcome.Question is { IsEmpty: false } remembered)
            readings.Add(new ReadingKey(db.CommunityId, member, context.Channel), remembered);
        return outcome.Outcome;
    }

    /// <summary>The reading that a follow-up goes on from.</summary>
    private async Task<Question?> PreviousAsync(AskContext context, State asked, CancellationToken ct)
    {
        if (context.RepliesTo.Count > 0)
            return await RepliedTo.ReadAsync(db, context.RepliesTo, asked.Find, ct);
        if (context.Previous is { } text)
            return asked.Reader.Read(text, asked.Today, context.Language);
        return context.Member is { } member ? readings.Find(new ReadingKey(db.CommunityId, member, context.Channel)) : null;
    }

    /// <summary>The question as a follow-up; null if it is not one, or stands better alone.</summary>
    private async Task<Read?> CompletedAsync(Question question, Question? previous, State asked, Language language, CancellationToken ct)
    {
        if (previous is not ({ Topics.Count: > 0 } or { Names.Count: > 0 }) || FollowUp.Complete(previous, question) is not { } completed)
            return null;
        completed = completed with { Reading = QuestionWording.Write(completed, language) };
        var outcome = await ReadAsync(completed, asked, language, ct);
        if (question.Follows || question.IsEmpty || outcome.Outcome.Kind is AnswerKind.Answer or AnswerKind.Conflict)
            return outcome;
        var alone = await ReadAsync(question, asked, language, ct);
        return alone.Outcome.Kind is AnswerKind.Answer or AnswerKind.Conflict ? alone : outcome;
    }

    private async Task<Read> ReadAsync(Question question, State asked, Language language, CancellationToken ct)
    {
        if (question.IsEmpty)
            return new Read(question, Suggestions.Start(asked.Known, language));
        if (question.Obstacles.Count > 0)
            return new Read(question, await RefuseAsync(question, FoundClaims.Nothing, asked, language, ct));
        if (question.IsTimeOnly && question.Wants(Aspect.Differ) && await DifferingAsync(question, asked, ct) is { } differing)
            question = differing;
        if (question.IsTimeOnly && OnDays(question, asked.Known) is { Count: > 0 } topics)
            question = question with { Topics = [new TopicSlot("", topics, NameRole.Label)] };
        if (question.IsTimeOnly && !question.WantsLatest && Suggestions.At(question, asked.Known, language) is { } held)
            return new Read(question, held);

        var found = await FindAsync(question, asked, ct);
        if (found.Claims.Count == 0 && QuestionRepair.Suspects(question) is { Count: > 0 } suspects)
        {
            var (repaired, candidates) = await RepairAsync(question, suspects, asked, ct);
            if (repaired is { IsEmpty: false, Obstacles.Count: 0 })
                (question, found) = (repaired, await FindAsync(repaired, asked, ct));
            else if (candidates.Count > 0)
                return new Read(question, Suggestions.DidYouMean(candidates, language));
        }

        if (found.Claims.Count == 0)
            return new Read(question, await NothingAsync(question, found, asked, language, ct));
        if (Vagueness.Of(question, found, asked.Known))
            return new Read(question, Suggestions.Held(question, found, asked.Known, language));

        var answer = new Answer(question, found.Claims, await asked.Find.ConflictingAsync(found.Claims, ct), asked.Today)
        {
            Missing = found.Missing,
            IsCutOff = found.IsCutOff,
        };
        return new Read(question, ClaimReply.Write(answer, language));
    }

    /// <summary>The topics with facts on the very day or month that was asked for, and not on a longer time around it.</summary>
    private static List<KnownTerm> OnDays(Question question, FactsMemory.Snapshot known) =>
        question.Times.Count == 0 || question.Times.Any(t => t.To.DayNumber - t.From.DayNumber > MaxDays)
            ? []
            : [.. known.Topics.Where(topic => known.HeldOn(topic).Any(h => h.Period is { } period && question.Times.Any(t => t.From <= period.From && period.To <= t.To)))];

    /// <summary>"Why do the numbers for 2014 differ": the topics of that time on which sources do; null if there are none.</summary>
    private static async Task<Question?> DifferingAsync(Question question, State asked, CancellationToken ct)
    {
        var held = asked.Known.Topics.Where(topic => asked.Known.HeldOn(topic).Any(h => question.Meets(h.Period))).ToList();
        if (held.Count == 0)
            return null;
        var claims = (await asked.Find.RunAsync(question with { Topics = [new TopicSlot("", held, NameRole.Label)] }, ct)).Claims;
        var topics = claims.GroupBy(c => c.Claim.CaseKey).Where(g => Answer.HaveDifferentSources([.. g])).Select(g => g.First().Topic).Distinct().ToList();
        return topics.Count == 0 ? null : question with { Topics = [new TopicSlot(topics[0].Slug, topics, NameRole.Label)] };
    }

    private static async Task<(Question? Question, IReadOnlyList<string> Candidates)> RepairAsync(
        Question question, IReadOnlyList<string> suspects, State asked, CancellationToken ct)
    {
        var stems = suspects.Select(word => (word, (IReadOnlyList<string>)[.. LanguageNames.All.Select(l => SearchStem.Of(word, l))]));
        var unknown = await asked.Find.UnknownAsync([.. stems], ct);
        return unknown.Count == 0 ? (null, []) : new QuestionRepair(asked.Known.Names).Run(asked.Text, question, unknown, asked.Today);
    }

    private static async Task<FoundClaims> FindAsync(Question question, State asked, CancellationToken ct)
    {
        var found = AspectFilter.Apply(question, await asked.Find.RunAsync(question, ct));
        // That a list is not public comes with the number of those on it.
        if (!question.Wants(Aspect.Names) || question.Words.Count == 0 || found.Claims.Count == 0 || found.Claims.Any(c => c.IsFigure || c.Participants.Count > 0))
            return found;
        var heading = Heading.Of(found.Claims);
        if (heading is not { Topic: { } topic, Event: { } @event })
            return found;
        var figures = await asked.Find.RunAsync(
            question with { Words = [], Topics = [new TopicSlot(topic.Slug, [topic], NameRole.Label)], Names = [new NameSlot(@event.Slug, [@event])] }, ct);
        return found.With(figures with { Claims = [.. figures.Claims.Where(c => c.IsFigure && c.Claim.When == heading.When)], Near = [] });
    }

    private async Task<AnswerOutcome> NothingAsync(Question question, FoundClaims found, State asked, Language language, CancellationToken ct)
    {
        if (question.Words.Count == 0 && question.Counted is null && found.Near.Count == 0 && await InsteadAsync(question, asked, language, ct) is { } instead)
            return instead;
        return await RefuseAsync(question, found, asked, language, ct);
    }

    /// <summary>Guinea is a country; but the one of that name on a list is Equatorial Guinea.</summary>
    private static async Task<AnswerOutcome?> InsteadAsync(Question question, State asked, Language language, CancellationToken ct)
    {
        foreach (var name in question.Participants)
        {
            foreach (var other in asked.Known.Names.Containing(name.Text).Where(t => name.Terms.Any(n => n.Kind == t.Kind)))
            {
                var instead = question with { Names = [.. question.Names.Select(n => n == name ? n with { Terms = [other] } : n)] };
                if ((await FindAsync(instead, asked, ct)).Claims.Count > 0)
                    return Suggestions.Instead(other, question, language);
            }
        }

        return null;
    }

    private async Task<AnswerOutcome> RefuseAsync(Question question, FoundClaims found, State asked, Language language, CancellationToken ct)
    {
        if (asked.CountsMiss)
            misses.Add(db.CommunityId, asked.Text, language);
        return await new Refusal(asked.Find, asked.Known, language).WriteAsync(question, found, ct);
    }

    /// <summary>The values that every step of one answer needs.</summary>
    private sealed record State(string Text, DateOnly Today, QuestionReader Reader, FindClaims Find, FactsMemory.Snapshot Known)
    {
        public bool CountsMiss { get; init; } = true;
    }

    /// <summary>An outcome with the reading that led to it.</summary>
    private sealed record Read(Question Question, AnswerOutcome Outcome);
}
