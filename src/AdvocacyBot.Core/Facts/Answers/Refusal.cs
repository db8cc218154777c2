using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Says that no fact answers the question, why, and what could be asked instead, without any figure.</summary>
internal sealed class Refusal(FindClaims find, FactsMemory.Snapshot known, Language language)
{
    private const int MaxTries = 8;
    private const int MaxWords = 6;
    private const int MaxNear = 2;
    private const int MaxTopics = 3;
    private readonly Texts texts = FactTexts.All;

    public async Task<AnswerOutcome> WriteAsync(Question question, FoundClaims found, CancellationToken ct)
    {
        var blocks = new List<Block>();
        var choices = new List<string>();
        if (question.Reading is { } reading)
            blocks.Add(new Paragraph(texts.Format(language, "readas", reading)));
        blocks.Add(new Paragraph(texts[language, "none"]));
        if (question.Obstacles.Count > 0)
        {
            blocks.AddRange(question.Obstacles.Select(o => o.Kind).Distinct().Take(1).Select(kind => new Paragraph(texts[language, $"obstacle.{kind}"])));
            await OfferAsync(question with { Obstacles = [], Reading = null }, choices, ct);
        }
        else if (found.Near.Count > 0 || found.Missing.Count > 0)
        {
            blocks.AddRange(Near(question, found, choices));
        }
        else
        {
            await ExplainAsync(question, blocks, choices, ct);
        }

        if (!question.Obstacles.Any(o => o.Kind is ObstacleKind.Duty or ObstacleKind.Opinion) && await HeldAsync(question, ct) is { } held)
            blocks.Add(new Paragraph(held));
        if (question.Names.Count > 0 && question.Topics.Count > 0 && await HasOpenListAsync(question, ct))
            blocks.Add(new Paragraph(texts[language, "none.openlist"]));
        blocks.Add(new Paragraph(texts[language, "none.noted"]));
        return new AnswerOutcome(
            AnswerKind.None,
            new Reply(blocks)
            {
                Language = language,
                Understood = false,
                Choices = [.. choices.Distinct(StringComparer.OrdinalIgnoreCase).Select(FactChoices.Ask).OfType<Choice>()],
            },
            []);
    }

    /// <summary>The reasons of the claims that come closest, and names that nothing is stored on.</summary>
    private IEnumerable<Block> Near(Question question, FoundClaims found, List<string> choices)
    {
        foreach (var name in found.Missing)
            yield return new Paragraph(texts.Format(language, "missing", name.Terms[0].Label(language)));
        foreach (var (claim, reason) in found.Near.OrderBy(n => n.Reason == Misfit.Role).DistinctBy(n => n.Reason).Take(MaxNear))
        {
            if (Sentence(question, claim, reason) is not { } sentence)
                continue;
            yield return new Paragraph(sentence);
            choices.Add(Whole(claim));
        }
    }

    private string? Sentence(Question question, ClaimView claim, Misfit reason) => reason switch
    {
        Misfit.Member => texts.Format(language, "near.Member", NameOf(question, claim, TermRole.Participant), Publishers(claim)),
        Misfit.PartOfPlaces => texts.Format(language, "near.PartOfPlaces", ListText.And(claim.Of(TermRole.Place).Select(p => p.Label(language)), language), NameOf(question, claim, TermRole.Place)),
        Misfit.PartOfCount => texts[language, "near.PartOfCount"],
        Misfit.FinerTime => texts.Format(language, "near.FinerTime", Period.Write(claim.Claim.When!, language)),
        Misfit.Unit when claim.Unit is { } unit => texts.Format(language, "near.Unit", unit.Label(language)),
        Misfit.Unit => texts[language, "near.NoCount"],
        Misfit.Role when question.Names.Where(n => !ClaimRoles.Matches(claim, n)).Select(n => n.Terms[0].Label(language)).ToList() is { Count: > 0 } others =>
            texts.Format(language, "near.Role", ListText.And(others, language)),
        Misfit.Role => texts[language, "near.NoActor"],
        _ => null,
    };

    private string NameOf(Question question, ClaimView claim, TermRole role) =>
        ListText.And(claim.Of(role).Where(term => question.Names.Any(n => n.Terms.Contains(term))).Select(term => term.Label(language)), language);

    private string Publishers(ClaimView claim) => ListText.And(claim.Sources.Select(s => s.Publisher.Label(language)).Distinct(StringComparer.Ordinal), language);

    /// <summary>A question that shows the claim whole.</summary>
    private string Whole(ClaimView claim)
    {
        var about = claim.Event ?? claim.Of(TermRole.Subject).Concat(claim.Of(TermRole.Target)).FirstOrDefault();
        var year = claim.Period is { } period && period.From.Year == period.To.Year
            ? period.From.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;
        return string.Join(' ', new[] { claim.Topic.Label(language), about?.Label(language), year }.OfType<string>());
    }

    /// <summary>Leaves one part of the question out at a time, to find which of them nothing goes with.</summary>
    private async Task ExplainAsync(Question question, List<Block> blocks, List<string> choices, CancellationToken ct)
    {
        var blocking = new List<string>();
        foreach (var (text, without) in Parts(question).Take(MaxTries))
        {
            if (!await OfferAsync(without, choices, ct))
                continue;
            blocking.Add(text);
        }

        if (blocking.Count == 0)
            blocking.AddRange(question.Words.Select(w => w.Typed).Concat(question.Counted is { Units.Count: 0, Topics.Count: 0 } counted ? [counted.Typed] : []));
        if (blocking.Count > 0)
            blocks.Add(new Paragraph(texts.Format(language, "none.words", string.Join(", ", blocking.Distinct(StringComparer.Ordinal).Take(MaxWords).Select(w => SafeText.Shorten(w, 40))))));
    }

    /// <summary>Offers a question if it has an answer.</summary>
    private async Task<bool> OfferAsync(Question question, List<string> choices, CancellationToken ct)
    {
        if (question.IsEmpty || question.Obstacles.Count > 0 || question.IsTimeOnly)
            return false;
        var found = AspectFilter.Apply(question, await find.RunAsync(question, ct));
        if (found.Claims.Count == 0)
            return false;
        if (!Vagueness.Of(question, found, known))
            choices.Add(QuestionWording.Write(question with { Aspects = new HashSet<Aspect>() }, language));
        return true;
    }

    /// <summary>Each part that can be left out, with the question that is left.</summary>
    private static IEnumerable<(string Text, Question Without)> Parts(Question question)
    {
        foreach (var word in question.Words)
            yield return (word.Typed, question with { Words = [.. question.Words.Where(w => w != word)] });
        foreach (var number in question.Numbers)
            yield return (number.Tokens[0], question with { Numbers = [.. question.Numbers.Where(n => n != number)] });
        if (question.Counted is { } counted && question.Topics.All(t => t.Text != counted.Typed))
            yield return (counted.Typed, question with { Counted = null, Aspects = new HashSet<Aspect>(question.Aspects.Where(a => a != Aspect.HowMany)) });
        foreach (var name in question.Names.Reverse())
            yield return (name.Text, question with { Names = [.. question.Names.Where(n => n != name)] });
        if (!question.IsHinted)
        {
            foreach (var topic in question.Topics)
                yield return (topic.Text, question with { Topics = [.. question.Topics.Where(t => t != topic)] });
        }
    }

    /// <summary>Lists what is stored on the topics or names alone.</summary>
    private async Task<string?> HeldAsync(Question question, CancellationToken ct)
    {
        if (question.Topics.Count > 0 && !question.IsHinted)
        {
            var lines = question.Topics.SelectMany(t => t.Terms).Distinct().Take(MaxTopics)
                .Select(topic => (topic, Times: Suggestions.Times(known.HeldOn(topic).Select(h => h.When), language)))
                .Where(line => line.Times.Length > 0)
                .Select(line => texts.Format(language, "held.topic", line.topic.Label(language), line.Times))
                .ToList();
            return lines.Count == 0 ? null : string.Join('\n', lines);
        }

        var narrowest = question.Participants.FirstOrDefault();
        if (narrowest is null)
            return null;
        var found = await find.RunAsync(new Question { Names = [narrowest with { Binding = Binding.Any }] }, ct);
        return found.Claims.Count == 0 ? null : Suggestions.HeldOn(narrowest.Terms[0], found.Claims, language);
    }

    private async Task<bool> HasOpenListAsync(Question question, CancellationToken ct)
    {
        var lists = await find.RunAsync(new Question { Topics = question.Topics, Names = [.. question.Events], Times = question.Times }, ct);
        return lists.Claims.Any(c => c.Claim.ListComplete == false);
    }
}
