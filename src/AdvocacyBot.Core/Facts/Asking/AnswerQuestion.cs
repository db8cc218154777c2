using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// Answers a question from the published claims: whole cases, each value with who says it, or an honest "no fact on that".
/// Reads only; a question that finds nothing is counted in memory, without who asked.
/// </summary>
public sealed class AnswerQuestion
{
    private const int LongestQuestion = 300;
    private const int MostForName = 6;
    private const int MostForPublisher = 4;
    private readonly BotDb db;
    private readonly FactsMemory memory;
    private readonly MissLog misses;
    private readonly FindClaims find;
    private readonly TimeProvider clock;

    internal AnswerQuestion(BotDb db, FactsMemory memory, MissLog misses, TimeProvider clock)
    {
        (this.db, this.memory, this.misses, this.clock) = (db, memory, misses, clock);
        find = new FindClaims(db);
    }

    /// <param name="text">As typed, in any of the languages; anything at all.</param>
    /// <param name="language">In which to answer.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AnswerOutcome> RunAsync(string text, Language language, CancellationToken ct)
    {
        // One connection for the handful of look-ups: opening it anew for each costs more than they do.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await AnswerAsync(text, language, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<AnswerOutcome> AnswerAsync(string text, Language language, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var today = DateOnly.FromDateTime(clock.UtcNow);
        var reader = new QuestionReader(known.Names);
        if (text.Length > LongestQuestion)
            return Suggestions.TooLong(language, LongestQuestion);

        var question = Hints.Apply(reader.Read(text, today), known.Names);
        if (question.IsEmpty && !question.WantsArithmetic)
            return Suggestions.Start(known, language);

        if (question.IsTimeAlone && Suggestions.At(question, known, language) is { } held)
            return held;
        var found = question.IsEmpty || question.WantsArithmetic || question.IsTimeAlone ? [] : await FindAsync(question, known, ct);
        if (found.Count == 0 && question.Typed.Count > 0)
        {
            var (repaired, candidates) = reader.Repair(text, question, today);
            if (candidates.Count > 1)
                return Suggestions.DidYouMean(candidates, language);
            if (repaired is not null)
            {
                question = Hints.Apply(repaired, known.Names);
                found = await FindAsync(question, known, ct);
            }
        }

        if (found.Count == 0)
            return await NothingAsync(text, question, known, language, ct);
        if (IsVague(question, found, known))
            return Suggestions.Held(question, found, known, language);

        var answer = new Answer(question, found, await find.CasesAsync(found, known, ct), today);
        return ClaimReply.Write(answer, language);
    }

    /// <summary>A question as it is read and the claims that meet it, what a verb demands of them included.</summary>
    private async Task<IReadOnlyList<ClaimView>> FindAsync(Question question, FactsMemory.Snapshot known, CancellationToken ct)
    {
        var found = await find.RunAsync(question, known, ct);
        if (question.Has(Verb.HowMany))
            found = [.. found.Where(c => found.Any(f => f.IsFigure && (f == c || IsBeside(f, c))))];
        if (question.Has(Verb.When))
            found = [.. found.Where(c => c.Claim.When is not null)];
        if (question.Has(Verb.Where) && !found.Any(c => HasPlace(c, question)))
            return [];
        if (question.IsBareNumber)
            found = [.. found.Where(c => question.Words.Contains(c.Claim.Number is { } number ? QuestionTokens.Join(ClaimWords.Count(number, Language.English)) : null))];
        // Whoever published what is said of others is neither what is asked about nor present.
        return question.IsHinted && question.Topics[0].Text is "presence" or "what"
            ? [.. found.Where(c => question.Participants.All(name => c.Names(name, orPublished: false)))]
            : found;
    }

    /// <summary>What is said of the same event at the same time as a figure: that its list is not public, for one.</summary>
    private static bool IsBeside(ClaimView figure, ClaimView other) =>
        figure.Event is { } of && other.Event == of && other.Topic == figure.Topic && other.Claim.When == figure.Claim.When;

    /// <summary>A place that the question does not name itself.</summary>
    private static bool HasPlace(ClaimView claim, Question question) =>
        claim.Terms.Any(t => t.Role == TermRole.Place || (t.Role == TermRole.Subject && t.Term.Kind == TermKind.Country)
            || question.Names.Any(n => n.Terms.Contains(t.Term) && t.Term.Kind is TermKind.Country or TermKind.Place));

    /// <summary>
    /// Whether several different things would answer, so that figures of one would look like those of another: a topic over
    /// several times, a country, an event, a year by itself.
    /// </summary>
    private static bool IsVague(Question question, IReadOnlyList<ClaimView> found, FactsMemory.Snapshot known)
    {
        if (question.Words.Count + question.Phrases.Count + question.Ids.Count > 0)
            return false;
        if (question.Topics.Count > 0)
        {
            return question.Times.Count == 0 && question.Season is null && !question.Participants.Any()
                && !question.Has(Verb.Compare) && !question.Has(Verb.Sources)
                && (found.Select(c => c.Claim.When).Distinct().Count() > 1 || Suggestions.AreCutOff(question, found, known));
        }

        if (question.Names.Count == 0)
            return true;
        if (question.Times.Count > 0 || question.Season is not null)
            return false;
        return question.Names.All(n => n.Terms.All(t => t.Kind is TermKind.Country or TermKind.Event))
            || (question.Names.Count == 1 && found.Count > (IsPublisher(question.Names[0], found) ? MostForPublisher : MostForName));
    }

    private static bool IsPublisher(NameSlot name, IReadOnlyList<ClaimView> found) =>
        found.Count(c => c.Names(name, orPublished: false)) * 2 <= found.Count;

    private async Task<AnswerOutcome> NothingAsync(
        string text, Question question, FactsMemory.Snapshot known, Language language, CancellationToken ct)
    {
        // Guinea is a country; but the one of that name on a list is Equatorial Guinea.
        if (!question.WantsArithmetic && question.Words.Count == 0)
        {
            foreach (var name in question.Participants)
            {
                foreach (var other in known.Names.Containing(name.Text).Where(t => name.Terms.Any(n => n.Kind == t.Kind)))
                {
                    var instead = question with { Names = [.. question.Names.Select(n => n == name ? new NameSlot(n.Text, [other]) : n)] };
                    if ((await FindAsync(instead, known, ct)).Count > 0)
                        return Suggestions.Instead(other, question, language);
                }
            }
        }

        misses.Add(text, language);
        return await Refusal.WriteAsync(question, known, find, language, ct);
    }
}
