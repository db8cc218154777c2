using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts;

/// <summary>Handles the buttons under answers and proposals. The facts that a button names are looked up again, because its id may be forged.</summary>
internal sealed class FactChoiceHandler(
    BotDb db, FactsMemory memory, AnswerQuestion answer, FactHistory history, Decisions decisions, EditReplies replies, MissLog misses) : IChoiceHandler
{
    private const int MaxIds = 8;

    public static string Prefix => FactChoices.Prefix;

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) => parts switch
    {
        ["ask", var question] => AskAsync(question, request, ct),
        ["names", var ids] => NamesAsync(Ids(ids), request.Language, ct),
        ["sources", var ids] => SourcesAsync(Ids(ids), request.Language, ct),
        ["history", var ids] => history.ShowAsync(Ids(ids), request.Language, request.IsOrganizer, ct),
        ["report", var ids] => ReportAsync(Ids(ids), request.Language, ct),
        ["approve", var id, var version] when Number(version) is { } number =>
            DecideAsync(request, inner => decisions.ApproveAsync(id, number, request.Intent, inner), ct),
        ["reject", var id, _] => DecideAsync(request, inner => decisions.RejectAsync(id, null, request.Intent.Member, inner), ct),
        _ => Task.FromResult(Reply.Tell(request.Language, FactTexts.All[request.Language, "choice.gone"])),
    };

    private async Task<Reply> AskAsync(string question, Request request, CancellationToken ct) =>
        (await answer.RunAsync(question, AskCommand.ContextOf(request), ct)).Reply;

    private Task<Reply> DecideAsync(Request request, Func<CancellationToken, Task<EditOutcome>> step, CancellationToken ct) =>
        request.IsOrganizer
            ? replies.OnceAsync(request, step, ct)
            : Task.FromResult(Reply.Tell(request.Language, FactTexts.All[request.Language, "edit.refused"]));

    private async Task<Reply> NamesAsync(IReadOnlyList<string> ids, Language language, CancellationToken ct)
    {
        var claims = await LoadAsync(ids, ct);
        var blocks = RosterLines.Write(claims, language).ToList();
        if (blocks.Count == 0)
            return Reply.Tell(language, FactTexts.All[language, "choice.gone"]);
        if (claims.Any(c => c.Claim.ListComplete == false))
            blocks.Add(new Paragraph(FactTexts.All[language, "note.incomplete"]));
        return new Reply(blocks) { Language = language, Visibility = Visibility.Private };
    }

    private async Task<Reply> SourcesAsync(IReadOnlyList<string> ids, Language language, CancellationToken ct)
    {
        var claims = await LoadAsync(ids, ct);
        return claims.Count == 0
            ? Reply.Tell(language, FactTexts.All[language, "choice.gone"])
            : new Reply([new Listing([.. claims.SelectMany(c => c.Sources.Select(s => (IReadOnlyList<Span>)
                [new Text(c.Id + FactTexts.All[language, "colon"]), .. SourceWords.Write(s, language, withTitle: true)]))])])
            {
                Language = language,
                Visibility = Visibility.Private,
            };
    }

    /// <summary>Counts the report among the misses that organizers read; who pressed is nobody's business.</summary>
    private async Task<Reply> ReportAsync(IReadOnlyList<string> ids, Language language, CancellationToken ct)
    {
        foreach (var claim in await LoadAsync(ids, ct))
            misses.Add(db.CommunityId, FactTexts.All.Format(Language.English, "report.miss", claim.Id), language);
        return Reply.Tell(language, FactTexts.All.Format(language, "report.thanks", ListText.And(ids, language)));
    }

    private async Task<IReadOnlyList<ClaimView>> LoadAsync(IReadOnlyList<string> ids, CancellationToken ct)
    {
        var rows = await db.Claims.Where(c => ids.Contains(c.PublicId) && c.Status == ClaimStatus.Published).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        return await new FindClaims(db, await memory.ReadAsync(db, ct)).LoadAsync(rows, ct);
    }

    private static List<string> Ids(string ids) => [.. ids.Split(',').Take(MaxIds).Select(PublicIds.Read)];

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
