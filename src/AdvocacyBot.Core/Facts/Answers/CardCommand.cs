using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>A fact as a card to quote: its stable id, what it says, who says it, when it was last checked, and a citation to copy.</summary>
internal sealed class CardCommand(BotDb db, FactsMemory memory) : ICommand
{
    public static CommandSpec Spec { get; } = new("card", FactTexts.All) { Options = [new OptionSpec("id")], IsQuery = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var id = PublicIds.Read(request.Required("id"));
        var row = await db.Claims.Where(c => c.PublicId == id && c.Status == ClaimStatus.Published).Select(c => new { c.Id, c.Version }).SingleOrDefaultAsync(ct);
        if (row is null)
            return Reply.Tell(language, FactTexts.All.Format(language, "edit.unknown", SafeText.Shorten(id, 40)));

        var known = await memory.ReadAsync(db, ct);
        var find = new FindClaims(db, known);
        var claims = await find.LoadAsync([row.Id], ct);
        var conflicting = await find.ConflictingAsync(claims, ct);
        var checkedOn = await db.Revisions.Where(r => r.ClaimId == row.Id && r.Version == row.Version).MaxAsync(r => r.At, ct);
        return Write(claims[0], conflicting.Any(claims[0].Differs), DateOnly.FromDateTime(checkedOn), row.Version, language);
    }

    /// <summary>The card. Pure.</summary>
    public static Reply Write(ClaimView claim, bool isDisputed, DateOnly checkedOn, int version, Language language)
    {
        var texts = FactTexts.All;
        var statement = ClaimLine.Statement(claim, new Heading(claim.Topic, null, claim.Claim.When), language);
        var day = Period.Write(checkedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), language);
        var when = claim.Claim.When is { } period ? Period.Write(period, language) : texts[language, "card.undated"];
        var chain = string.Join("; ", claim.Sources.Select(s => SourceWords.Chain(s, language, withTitle: true)));
        var fields = new List<Field>
        {
            new(texts[language, "card.about"], string.Join(", ", new[] { claim.Topic.Label(language), claim.Event?.Label(language) }.OfType<string>())),
            new(texts[language, "card.when"], when),
            new(texts[language, "choice.sources"], [.. claim.Sources.SelectMany((s, i) => SourceWords.Write(s, language, withTitle: true).Prepend(new Text(i == 0 ? "" : "; ")))]),
            new(texts[language, "card.confidence"], texts[language, SourceWords.Confidence([claim])] + (isDisputed ? " " + texts[language, "note.differ"] : "")),
            new(texts[language, "card.checked"], texts.Format(language, "card.version", day, version)),
        };
        return new Reply(
        [
            new Paragraph([new Strong(statement)]),
            new Fields(fields),
            new Paragraph([new Text(texts[language, "card.cite"] + " "), new Code($"{statement} ({when}). {chain}. {claim.Id}.")]),
        ])
        {
            Title = claim.Id,
            Language = language,
            Subjects = [Subject.Of("claim", claim.Id)],
            Choices = FactChoices.For([claim], language),
        };
    }
}
