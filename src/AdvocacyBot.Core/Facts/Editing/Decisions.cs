using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Naming;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>A second person's decision on what waits: a version of a fact, or a change of names and sources, whose id begins with N.</summary>
internal sealed class Decisions(EditFacts facts, ChangeNames names)
{
    public Task<EditOutcome> ApproveAsync(string id, int version, Intent approval, CancellationToken ct) =>
        NameIds.Read(id) is { } number ? names.ApproveAsync(number, approval, ct) : facts.ApproveAsync(id, version, approval, ct);

    public Task<EditOutcome> RejectAsync(string id, string? reason, MemberRef member, CancellationToken ct) =>
        NameIds.Read(id) is { } number ? names.RejectAsync(number, member, ct) : facts.RejectAsync(id, reason, member, ct);
}
