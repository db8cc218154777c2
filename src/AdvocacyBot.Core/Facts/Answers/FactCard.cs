using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Reads published facts with everything that their cards show.</summary>
internal sealed class FactCards(BotDb db, FactsMemory memory)
{
    /// <param name="id">As <see cref="PublicIds"/> writes it.</param>
    /// <returns>Null if no fact of that id is published.</returns>
    public async Task<FactCard?> FindAsync(string id, CancellationToken ct)
    {
        var row = await db.Claims.Where(c => c.PublicId == id && c.Status == ClaimStatus.Published).Select(c => new { c.Id, c.Version }).SingleOrDefaultAsync(ct);
        if (row is null)
            return null;

        var find = new FindClaims(db, await memory.ReadAsync(db, ct));
        var claims = await find.LoadAsync([row.Id], ct);
        var conflicting = await find.ConflictingAsync(claims, ct);
        var checkedOn = await db.Revisions.Where(r => r.ClaimId == row.Id && r.Version == row.Version).MaxAsync(r => r.At, ct);
        return new FactCard(claims[0], row.Version, DateOnly.FromDateTime(checkedOn), conflicting.Any(claims[0].Differs));
    }
}

/// <summary>A published fact to quote.</summary>
/// <param name="Version">The version that is published.</param>
/// <param name="CheckedOn">When that version was approved.</param>
/// <param name="IsDisputed">Whether another published fact gives another value.</param>
internal sealed record FactCard(ClaimView Claim, int Version, DateOnly CheckedOn, bool IsDisputed)
{
    /// <summary>The card. Pure.</summary>
    public Reply Write(Language language)
    {
        var texts = FactTexts.All;
        var statement = ClaimLine.Statement(Claim, new Heading(Claim.Topic, null, Claim.Claim.When), language);
        var day = Period.Write(CheckedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), language);
        var when = Claim.Claim.When is { } period ? Period.Write(period, language) : texts[language, "card.undated"];
        var chain = string.Join("; ", Claim.Sources.Select(s => SourceWords.Chain(s, language, withTitle: true)));
        var fields = new List<Field>
        {
            new(texts[language, "card.about"], string.Join(", ", new[] { Claim.Topic.Label(language), Claim.Event?.Label(language) }.OfType<string>())),
            new(texts[language, "card.when"], when),
            new(texts[language, "choice.sources"], [.. Claim.Sources.SelectMany((s, i) => SourceWords.Write(s, language, withTitle: true).Prepend(new Text(i == 0 ? "" : "; ")))]),
            new(texts[language, "card.confidence"], texts[language, SourceWords.Confidence([Claim])] + (IsDisputed ? " " + texts[language, "note.differ"] : "")),
            new(texts[language, "card.checked"], texts.Format(language, "card.version", day, Version)),
        };
        return new Reply(
        [
            new Paragraph([new Strong(statement)]),
            new Fields(fields),
            new Paragraph([new Text(texts[language, "card.cite"] + " "), new Code($"{statement} ({when}). {chain}. {Claim.Id}.")]),
        ])
        {
            Title = Claim.Id,
            Language = language,
            Subjects = [Subject.Of("claim", Claim.Id)],
            Choices = FactChoices.For([Claim], language),
        };
    }
}
