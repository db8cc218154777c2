using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Matrix.State;

/// <summary>What is recorded about a member's reactions, for "my data" and "forget me".</summary>
internal sealed class MemberReactions(MatrixStateStore state, ReactionNames names)
{
    /// <returns>Null if nothing is recorded.</returns>
    public Task<string?> DescribeAsync(MemberRef member, Language language, CancellationToken ct)
    {
        var count = Of(member).Count;
        return Task.FromResult(count == 0 ? null : MatrixTexts.All.Format(language, "data.reactions", count));
    }

    /// <summary>
    /// Deletes what is recorded. The homeserver keeps the reactions that the bot may not remove; taking one back has no effect any more.
    /// </summary>
    public async Task ForgetAsync(MemberRef member, CancellationToken ct)
    {
        var own = Of(member);
        if (own.Count == 0)
            return;

        state.Change(s => own.ForEach(reaction => s.Reactions.Remove(reaction)));
        await state.SaveAsync(ct);
    }

    private List<string> Of(MemberRef member) => member.Platform != MatrixPlatform.PlatformName
        ? []
        : state.Read(s => s.Reactions.Where(r => r.Value.Author == names.AuthorOf(r.Value.Message, member.Id)).Select(r => r.Key).ToList());
}
