using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>
/// The steps from a proposal to a published claim and back. Each runs in the caller's transaction and adds a row to the history;
/// what is published changes only when somebody other than its last editor approves that very version.
/// </summary>
internal sealed class EditFacts(BotDb db, ClaimWriter writer, ImportFacts import, Corrections corrections, Editors editors, TimeProvider clock)
{
    public async Task<EditOutcome> ProposeAsync(string text, MemberRef member, Language language, CancellationToken ct)
    {
        var problems = new List<FactProblem>();
        var record = ChatFact.Read(text, null, language, problems);
        record.Cells.Remove("id");
        record.Cells.Remove("status");
        if (await CompileAsync(record, problems, ct) is not { } compiled)
            return EditOutcome.Wrong(problems);

        var id = (await writer.NumbersAsync([], ct)).Next();
        var (terms, sources, _) = await import.StoreNamesAsync(compiled, ct);
        var claim = await writer.ProposeAsync(compiled.Facts[0], id, terms, sources, editors.NameOf(member, id), ct);
        return EditOutcome.Waiting(claim.PublicId, claim.Version, FactDiff.Between(new FactRecord(0, 0), record)) with { Problems = Conflicts(compiled) };
    }

    public async Task<EditOutcome> EditAsync(string id, string text, MemberRef member, Language language, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } claim)
            return EditOutcome.Unknown(id);
        var problems = new List<FactProblem>();
        var published = await ContentAsync(claim, claim.PendingVersion ?? claim.Version, ct);
        var record = ChatFact.Read(text, published, language, problems);
        record.Cells["id"] = new FactCell([claim.PublicId], 1, 1);
        if (await CompileAsync(record, problems, ct) is not { } compiled)
            return EditOutcome.Wrong(problems);
        var changes = FactDiff.Between(published, record);
        return changes.Count == 0
            ? new EditOutcome("edit.same", [claim.PublicId])
            : await WaitAsync(claim, record, RevisionAction.Edited, member, changes, ct) with { Problems = Conflicts(compiled) };
    }

    /// <summary>Proposes an earlier content again, as a new version.</summary>
    public async Task<EditOutcome> RevertAsync(string id, int version, MemberRef member, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } claim)
            return EditOutcome.Unknown(id);
        if (!await db.Revisions.AnyAsync(r => r.ClaimId == claim.Id && r.Version == version && r.Content != null, ct))
            return new EditOutcome("edit.noversion", [claim.PublicId, version]);
        var record = await ContentAsync(claim, version, ct);
        return await WaitAsync(claim, record, RevisionAction.Reverted, member, FactDiff.Between(await ContentAsync(claim, claim.Version, ct), record), ct);
    }

    public async Task<EditOutcome> ApproveAsync(string id, int version, Intent approval, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } claim)
            return EditOutcome.Unknown(id);
        if (claim.PendingVersion != version)
            return claim.PendingVersion is { } other ? new EditOutcome("edit.otherversion", [claim.PublicId, version, other]) : new EditOutcome("edit.nothing", [claim.PublicId]);
        if (await editors.FindProblemAsync(await LastEditorAsync(claim, version, ct), claim.PublicId, approval, ct) is { } problem)
            return EditOutcome.NotTwoPeople(claim.PublicId, problem);

        var before = claim.Status == ClaimStatus.Published ? await ContentAsync(claim, claim.Version, ct) : null;
        var record = await ContentAsync(claim, version, ct);
        var problems = new List<FactProblem>();
        if (await CompileAsync(record, problems, ct) is not { } compiled)
            return EditOutcome.Wrong(problems);
        var (terms, sources, _) = await import.StoreNamesAsync(compiled, ct);
        ClaimWriter.Fill(claim, compiled.Facts[0], terms, sources);
        (claim.Status, claim.Version, claim.PendingVersion) = (ClaimStatus.Published, version, null);
        Add(claim, version, RevisionAction.Approved, editors.NameOf(approval.Member, claim.PublicId), null, null);
        await writer.LinkAsync([ClaimLinks.Of(claim.PublicId, compiled.Facts[0])], ct);
        await db.SaveChangesAsync(ct);
        var changes = before is null ? [] : FactDiff.Between(before, record);
        if (changes.Count > 0)
            await corrections.TellAsync([new Correction(claim, changes)], ct);
        return new EditOutcome("edit.approved", [claim.PublicId]) { Changes = changes, Problems = Conflicts(compiled) };
    }

    public async Task<EditOutcome> RejectAsync(string id, string? reason, MemberRef member, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } claim)
            return EditOutcome.Unknown(id);
        if (claim.PendingVersion is not { } version)
            return new EditOutcome("edit.nothing", [claim.PublicId]);
        claim.PendingVersion = null;
        if (claim.Status == ClaimStatus.Proposed)
            claim.Status = ClaimStatus.Draft;
        Add(claim, version, RevisionAction.Rejected, editors.NameOf(member, claim.PublicId), reason, null);
        return new EditOutcome("edit.rejected", [claim.PublicId]);
    }

    /// <summary>Takes a claim out of all answers at once: what is wrong must not wait for a second person.</summary>
    public async Task<EditOutcome> RetractAsync(string id, string reason, MemberRef member, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } claim)
            return EditOutcome.Unknown(id);
        if (claim.Status != ClaimStatus.Published)
            return new EditOutcome("edit.unpublished", [claim.PublicId]);
        claim.Status = ClaimStatus.Retracted;
        Add(claim, claim.Version, RevisionAction.Retracted, editors.NameOf(member, claim.PublicId), reason, null);
        await db.SaveChangesAsync(ct);
        await corrections.TellAsync([new Correction(claim, [], reason)], ct);
        return new EditOutcome("edit.retracted", [claim.PublicId]);
    }

    /// <summary>The columns of a version, as they were written.</summary>
    public async Task<FactRecord> ContentAsync(Claim claim, int version, CancellationToken ct)
    {
        var content = await db.Revisions
            .Where(r => r.ClaimId == claim.Id && r.Version == version && r.Content != null)
            .OrderByDescending(r => r.Id).Select(r => r.Content).FirstAsync(ct);
        return FactJson.Read(content!);
    }

    /// <summary>Where published facts give another value than a content that waits.</summary>
    public async Task<IReadOnlyList<FactProblem>> ConflictsOfAsync(FactRecord record, CancellationToken ct) =>
        await CompileAsync(record, [], ct) is { } compiled ? Conflicts(compiled) : [];

    private Task<Claim?> FindAsync(string id, CancellationToken ct)
    {
        var publicId = PublicIds.Read(id);
        return db.Claims.Include(c => c.Texts).Include(c => c.Terms).Include(c => c.Sources).AsSplitQuery().SingleOrDefaultAsync(c => c.PublicId == publicId, ct);
    }

    private async Task<EditOutcome> WaitAsync(
        Claim claim, FactRecord record, RevisionAction action, MemberRef member, IReadOnlyList<FactChange> changes, CancellationToken ct)
    {
        var version = await db.Revisions.Where(r => r.ClaimId == claim.Id).MaxAsync(r => r.Version, ct) + 1;
        claim.PendingVersion = version;
        if (claim.Status == ClaimStatus.Draft)
            claim.Status = ClaimStatus.Proposed;
        Add(claim, version, action, editors.NameOf(member, claim.PublicId), null, FactJson.Write(record));
        return EditOutcome.Waiting(claim.PublicId, version, changes);
    }

    private async Task<CompiledFacts?> CompileAsync(FactRecord record, List<FactProblem> problems, CancellationToken ct)
    {
        var file = new FactFile();
        file.Facts.Add(record);
        var compiled = await import.CheckAsync(file, ct);
        problems.AddRange(compiled.Problems.Where(p => p.IsError));
        return problems.Count == 0 ? compiled : null;
    }

    /// <summary>Warnings that published facts give another value; they are shown with the step and stop nothing.</summary>
    private static IReadOnlyList<FactProblem> Conflicts(CompiledFacts compiled) => [.. compiled.Problems.Where(p => p.Key == "warn.differ.stored")];

    private Task<string> LastEditorAsync(Claim claim, int version, CancellationToken ct) =>
        db.Revisions.Where(r => r.ClaimId == claim.Id && r.Version == version && r.Content != null)
            .OrderByDescending(r => r.Id).Select(r => r.Actor).FirstAsync(ct);

    private void Add(Claim claim, int version, RevisionAction action, string actor, string? reason, string? content) =>
        claim.Revisions.Add(new Revision
        {
            Version = version,
            Action = action,
            Actor = actor,
            At = clock.UtcNow,
            Reason = reason,
            Content = content,
        });
}

/// <summary>The result of a step.</summary>
/// <param name="Key">Its text's key.</param>
/// <param name="Values">What fills the text's placeholders.</param>
internal sealed record EditOutcome(string Key, IReadOnlyList<object> Values)
{
    public IReadOnlyList<FactChange> Changes { get; init; } = [];

    public IReadOnlyList<FactProblem> Problems { get; init; } = [];

    /// <summary>The version that waits for a second person.</summary>
    public int? Pending { get; init; }

    public static EditOutcome Unknown(string id) => new("edit.unknown", [SafeText.Shorten(id, 40)]);

    public static EditOutcome Wrong(IReadOnlyList<FactProblem> problems) => new("edit.wrong", []) { Problems = problems };

    public static EditOutcome NotTwoPeople(string id, PairProblem problem) => new(
        problem switch
        {
            PairProblem.SameAccount => "edit.self",
            PairProblem.Linked => "edit.linked",
            PairProblem.Invited => "edit.invited",
            PairProblem.NoPasskey => "edit.nopasskey",
            _ => "edit.toonew",
        },
        [id]);

    public static EditOutcome Waiting(string id, int version, IReadOnlyList<FactChange> changes) =>
        new("edit.waiting", [id, version]) { Changes = changes, Pending = version };
}
