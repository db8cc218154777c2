using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Matrix.EndToEnd;

namespace AdvocacyBot.Matrix.State;

/// <summary>All that is stored about a member because of Matrix, for "my data".</summary>
internal sealed class MemberTraces(MemberReactions reactions, EncryptionTraces encryption)
{
    /// <returns>Null if nothing is stored.</returns>
    public async Task<string?> DescribeAsync(MemberRef member, Language language, CancellationToken ct)
    {
        string?[] sentences = [await reactions.DescribeAsync(member, language, ct), encryption.Describe(member, language)];
        var text = string.Join(' ', sentences.OfType<string>());
        return text.Length > 0 ? text : null;
    }
}
