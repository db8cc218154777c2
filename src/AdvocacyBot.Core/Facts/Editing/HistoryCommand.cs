using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Shows how a published fact came to be: each step with its day, its reason and what it changed, and nobody's name.</summary>
internal sealed class HistoryCommand(FactHistory history) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact history", FactTexts.All) { Options = [new OptionSpec("id")], IsQuery = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        history.ShowAsync([PublicIds.Read(request.Required("id"))], request.Language, request.IsOrganizer, ct);
}

/// <summary>A fact's history in words.</summary>
internal sealed class FactHistory(BotDb db)
{
    private const int MaxSteps = 20;

    /// <param name="publicIds">Whose.</param>
    /// <param name="language">In which to write.</param>
    /// <param name="organizer">Whether what is not published may be shown too.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Reply> ShowAsync(IReadOnlyList<string> publicIds, Language language, bool organizer, CancellationToken ct)
    {
        var claims = await db.Claims.AsNoTracking()
            .Where(c => publicIds.Contains(c.PublicId) && (organizer || c.Status == ClaimStatus.Published || c.Status == ClaimStatus.Retracted))
            .OrderBy(c => c.Id).ToListAsync(ct);
        if (claims.Count == 0)
            return Reply.Tell(language, FactTexts.All.Format(language, "edit.unknown", ListText.And(publicIds.Select(id => SafeText.Shorten(id, 40)), language)));

        var blocks = new List<Block>();
        foreach (var claim in claims)
        {
            blocks.Add(new Paragraph([new Strong(FactTexts.All.Format(language, "history", claim.PublicId))]));
            blocks.Add(new Listing([.. (await StepsAsync(claim, organizer, ct)).Select(step => Line(step, language))]));
        }

        return new Reply(blocks) { Language = language, Visibility = Visibility.Private };
    }

    private async Task<List<(Revision Step, IReadOnlyList<FactChange> Changes)>> StepsAsync(Claim claim, bool organizer, CancellationToken ct)
    {
        var steps = await db.Revisions.AsNoTracking().Where(r => r.ClaimId == claim.Id).OrderBy(r => r.Id).ToListAsync(ct);
        var shown = new List<(Revision, IReadOnlyList<FactChange>)>();
        FactRecord? last = null;
        foreach (var step in steps)
        {
            if (!organizer && step.Version > claim.Version)
                continue;
            var content = step.Content is null ? null : FactJson.Read(step.Content);
            shown.Add((step, content is not null && last is not null ? FactDiff.Between(last, content) : []));
            last = content ?? last;
        }

        return [.. shown.TakeLast(MaxSteps)];
    }

    private static IReadOnlyList<Span> Line((Revision Step, IReadOnlyList<FactChange> Changes) entry, Language language)
    {
        var (step, changes) = entry;
        var day = DateOnly.FromDateTime(step.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var line = FactTexts.All.Format(language, "history.step", step.Version, FactTexts.All[language, $"action.{step.Action}"], Period.Write(day, language));
        if (step.Reason is { } reason)
            line += $" ({reason})";
        if (changes.Count > 0)
            line += " – " + string.Join("; ", changes.Where(c => c.Column != "keywords").Select(c => $"{c.Column}: {c.Before} → {c.After}"));
        return [new Text(line)];
    }
}
