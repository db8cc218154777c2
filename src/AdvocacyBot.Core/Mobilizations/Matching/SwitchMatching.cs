using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>
/// Switches matching for one action off and on again: <c>action 7 matching off</c>. Off, all searches and contacts are deleted, and
/// whoever searched is told.
/// </summary>
internal sealed class SwitchMatching(BotDb db, TimeProvider clock)
{
    private static readonly TimeSpan NoteLifetime = TimeSpan.FromDays(2);

    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        var isOff = SettingWords.IsOff(wish.Written);
        if (!isOff && wish.Value.Length > 0 && !SettingWords.IsOn(wish.Written))
            return wish.Refuse("manage.matching");

        if (isOff && !wish.Mobilization.IsMatchingOff)
            await EndAsync(wish.Mobilization, ct);
        wish.Mobilization.IsMatchingOff = isOff;
        return wish.Set(SettingFields.Matching(wish.Mobilization, wish.Language));
    }

    /// <summary>What was declined stays declined, if matching is switched on again.</summary>
    private async Task EndAsync(Mobilization mobilization, CancellationToken ct)
    {
        var (id, now) = (mobilization.Id, clock.UtcNow);
        var people = await db.Seekers.Where(s => s.MobilizationId == id).Select(s => s.Person).Distinct().ToListAsync(ct);
        await db.Seekers.Where(s => s.MobilizationId == id).ExecuteDeleteAsync(ct);
        await db.PrivateNotes
            .Where(n => n.MobilizationId == id && (n.Kind == PrivateNoteKind.MatchFound || n.Kind == PrivateNoteKind.MatchMade
                || n.Kind == PrivateNoteKind.MatchLost || n.Kind == PrivateNoteKind.SeatsChanged))
            .ExecuteDeleteAsync(ct);
        db.PrivateNotes.AddRange(people.Select(person => PrivateNote.About(mobilization, person, PrivateNoteKind.MatchOff, now, now + NoteLifetime)));
    }
}
