using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>Makes an unknown word of a question that found nothing another name of a topic or unit, when two organizers say so.</summary>
internal sealed class Synonyms(BotDb db, FactsMemory memory, ChangeNames names, TimeProvider clock)
{
    public const string Prefix = "synonym";
    private const int MaxTargets = 8;
    private const int MaxIdLength = 100;

    /// <summary>A button for each of the first misses that contain an unknown word.</summary>
    public async Task<IReadOnlyList<Choice>> OfferAsync(IReadOnlyList<QueryMiss> misses, int max, Language language, CancellationToken ct)
    {
        var choices = new List<Choice>();
        var known = await memory.ReadAsync(db, ct);
        foreach (var miss in misses)
        {
            if (choices.Count < max && await UnknownAsync(miss, known, ct) is { } word)
                choices.Add(new Choice(Id(miss.Id), FactTexts.All.Format(language, "choice.synonym", word)));
        }

        return choices;
    }

    /// <summary>The topics that the word may mean, each to press: those on which the rest of the question finds something come first.</summary>
    public async Task<Reply> AskAsync(long miss, Language language, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        if (await FindAsync(miss, ct) is not { } row || await UnknownAsync(row, known, ct) is not { } word)
            return Reply.Tell(language, FactTexts.All[language, "choice.gone"]);
        var rest = Read(row, known) with { Words = [], Counted = null };
        var found = ClaimQuery.IsPossible(rest) ? (await new FindClaims(db, known).RunAsync(rest, ct)).Claims : [];
        var targets = found.Select(c => c.Topic).Concat(known.Topics).Distinct().Take(MaxTargets);
        return Reply.Tell(language, FactTexts.All.Format(language, "synonym.ask", word)) with
        {
            Visibility = Visibility.Private,
            Choices = [.. targets.Select(t => new Choice(Id(miss, t.Slug), t.Label(language))).Where(c => c.Id.Length <= MaxIdLength)],
        };
    }

    public async Task<EditOutcome> ProposeAsync(long miss, string slug, MemberRef member, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        if (await FindAsync(miss, ct) is not { } row || await UnknownAsync(row, known, ct) is not { } word || known.Names.BySlug(slug) is not { } term)
            return new EditOutcome("choice.gone", []);
        var columns = new Dictionary<string, string> { ["of"] = term.Slug, ["language"] = row.Language.Code };
        return await names.ProposeAsync(new NameChange(NameChangeKind.AddName, word, columns), member, ct);
    }

    private Task<QueryMiss?> FindAsync(long id, CancellationToken ct) => db.QueryMisses.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);

    private Question Read(QueryMiss miss, FactsMemory.Snapshot known) =>
        new QuestionReader(known.Names).Read(miss.Folded, DateOnly.FromDateTime(clock.UtcNow), miss.Language);

    /// <summary>The first word or phrase of a question that no lexicon, name or claim contains; null if there is none.</summary>
    private async Task<string?> UnknownAsync(QueryMiss miss, FactsMemory.Snapshot known, CancellationToken ct)
    {
        var suspects = QuestionRepair.Suspects(Read(miss, known));
        if (suspects.Count == 0)
            return null;
        var stems = suspects.Select(word => (word, (IReadOnlyList<string>)[.. LanguageNames.All.Select(l => SearchStem.Of(word, l))]));
        return await new FindClaims(db, known).UnknownAsync([.. stems], ct) is [var first, ..] ? first : null;
    }

    private static string Id(long miss, string? slug = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}:{miss}") + (slug is null ? "" : ":" + slug);
}

/// <summary>Handles the buttons that make a word of an unanswered question a synonym. Organizers only.</summary>
internal sealed class SynonymChoiceHandler(Synonyms synonyms, EditReplies replies) : IChoiceHandler
{
    public static string Prefix => Synonyms.Prefix;

    public static bool IsOrganizing => true;

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (!request.IsOrganizer)
            return Task.FromResult(Reply.Tell(request.Language, FactTexts.All[request.Language, "edit.refused"]));
        return parts switch
        {
            [var miss] when Number(miss) is { } id => synonyms.AskAsync(id, request.Language, ct),
            [var miss, var slug] when Number(miss) is { } id =>
                replies.OnceAsync(request, inner => synonyms.ProposeAsync(id, slug, request.Intent.Member, inner), ct),
            _ => Task.FromResult(Reply.Tell(request.Language, FactTexts.All[request.Language, "choice.gone"])),
        };
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
