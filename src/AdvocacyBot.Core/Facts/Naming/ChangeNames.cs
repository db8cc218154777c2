using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>
/// The steps from a proposed change of topics, names and sources to its effect. Each runs in the caller's transaction; a change takes
/// effect only when somebody other than whoever proposed it approves it.
/// </summary>
internal sealed class ChangeNames(BotDb db, ApplyNameChange apply, FactsMemory memory, Editors editors, TimeProvider clock)
{
    private const int FirstVersion = 1;
    private static readonly RevisionAction[] Decided = [RevisionAction.Approved, RevisionAction.Rejected];

    /// <param name="read">Reads the change from what was written.</param>
    /// <param name="member">Who proposes it.</param>
    /// <param name="language">In which they write.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<EditOutcome> ProposeAsync(Func<NameChangeText, NameChange?> read, MemberRef member, Language language, CancellationToken ct)
    {
        var text = new NameChangeText((await memory.ReadAsync(db, ct)).Names, language);
        return read(text) is { } change ? await ProposeAsync(change, member, ct) : EditOutcome.Wrong(text.Problems);
    }

    public async Task<EditOutcome> ProposeAsync(NameChange change, MemberRef member, CancellationToken ct)
    {
        if (await apply.RunAsync(change, isDryRun: true, ct) is { Count: > 0 } problems)
            return EditOutcome.Wrong(problems);
        var number = (await db.NameSteps.Where(s => s.Action == RevisionAction.Proposed).MaxAsync(s => (int?)s.Number, ct) ?? 0) + 1;
        Add(number, RevisionAction.Proposed, member, change.Write());
        return EditOutcome.Waiting(NameIds.Write(number), FirstVersion, change.Describe());
    }

    public async Task<EditOutcome> ApproveAsync(int number, Intent approval, CancellationToken ct)
    {
        var id = NameIds.Write(number);
        if (await FindAsync(number, ct) is not { } proposal)
            return EditOutcome.Unknown(id);
        if (await IsDecidedAsync(number, ct))
            return new EditOutcome("edit.nothing", [id]);
        if (await editors.FindProblemAsync(proposal.Actor, id, approval, ct) is { } problem)
            return EditOutcome.NotTwoPeople(id, problem);
        var change = NameChange.Read(proposal.Content!);
        if (await apply.RunAsync(change, isDryRun: false, ct) is { Count: > 0 } problems)
            return EditOutcome.Wrong(problems);
        Add(number, RevisionAction.Approved, approval.Member, null);
        return new EditOutcome("naming.approved", [id]) { Changes = change.Describe() };
    }

    public async Task<EditOutcome> RejectAsync(int number, MemberRef member, CancellationToken ct)
    {
        var id = NameIds.Write(number);
        if (await FindAsync(number, ct) is null)
            return EditOutcome.Unknown(id);
        if (await IsDecidedAsync(number, ct))
            return new EditOutcome("edit.nothing", [id]);
        Add(number, RevisionAction.Rejected, member, null);
        return new EditOutcome("edit.rejected", [id]);
    }

    /// <summary>The changes that wait for a second person, oldest first.</summary>
    public async Task<IReadOnlyList<PendingNameChange>> PendingAsync(CancellationToken ct)
    {
        var steps = db.NameSteps.AsNoTracking();
        var waiting = await steps
            .Where(s => s.Action == RevisionAction.Proposed && !steps.Any(d => d.Number == s.Number && Decided.Contains(d.Action)))
            .OrderBy(s => s.Number)
            .ToListAsync(ct);
        return [.. waiting.Select(s => new PendingNameChange(NameIds.Write(s.Number), FirstVersion, NameChange.Read(s.Content!)))];
    }

    private Task<NameStep?> FindAsync(int number, CancellationToken ct) =>
        db.NameSteps.AsNoTracking().SingleOrDefaultAsync(s => s.Number == number && s.Action == RevisionAction.Proposed, ct);

    private Task<bool> IsDecidedAsync(int number, CancellationToken ct) =>
        db.NameSteps.AnyAsync(s => s.Number == number && Decided.Contains(s.Action), ct);

    private void Add(int number, RevisionAction action, MemberRef member, string? content) => db.NameSteps.Add(new NameStep
    {
        Number = number,
        Action = action,
        Actor = editors.NameOf(member, NameIds.Write(number)),
        At = clock.UtcNow,
        Content = content,
    });
}

/// <summary>A change that waits for a second person.</summary>
/// <param name="Id">Such as N-0003.</param>
/// <param name="Version">The one that is approved.</param>
internal sealed record PendingNameChange(string Id, int Version, NameChange Change);
