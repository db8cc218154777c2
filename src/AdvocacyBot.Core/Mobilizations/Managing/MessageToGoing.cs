using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// A message only to those going, sealed under the mobilization's key: <c>action 7 message "Come by the side door"</c>. Whoever is reminded
/// privately gets it at once; everybody who is going reads it below their answer. <c>action 7 message off</c> takes it back.
/// </summary>
internal sealed class MessageToGoing(BotDb db, KeyStore keys, TimeProvider clock)
{
    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        if (wish.Value.Length == 0)
            return wish.Refuse("manage.value");
        if (mobilization.State != MobilizationState.Open)
            return wish.Refuse("manage.planned");
        if (clock.UtcNow >= mobilization.EndsAt || keys.Find(mobilization.KeyId) is not { } key)
            return wish.Refuse("rsvp.over");

        await db.PrivateNotes.Where(n => n.MobilizationId == mobilization.Id && n.Kind == PrivateNoteKind.Message).ExecuteDeleteAsync(ct);
        if (SettingWords.IsOff(wish.Written))
        {
            mobilization.GoingMessage = null;
            return wish.Set(SettingFields.Message(null, wish.Language));
        }

        var text = SafeText.Shorten(wish.Value, Lengths.Text);
        mobilization.GoingMessage = Sealing.Seal(key, text, PlaceOf(mobilization));
        var reached = await ReachableAsync(mobilization, ct);
        var now = clock.UtcNow;
        db.PrivateNotes.AddRange(reached.Select(person => PrivateNote.About(mobilization, person, PrivateNoteKind.Message, now, mobilization.EndsAt)));
        var set = wish.Set(SettingFields.Message(text, wish.Language));
        return set with
        {
            Blocks =
            [
                .. set.Blocks,
                new Paragraph(MobilizationTexts.All.FormatCount(wish.Language, "manage.message", reached.Count, reached.Count, RsvpChoices.Write(mobilization.Number))),
            ],
        };
    }

    /// <summary>The message in clear text; null if there is none.</summary>
    public static string? Open(Mobilization mobilization, byte[] key) =>
        mobilization.GoingMessage is { } box ? Sealing.OpenText(key, box, PlaceOf(mobilization)) : null;

    /// <summary>Those going who asked to be written to.</summary>
    private Task<List<string>> ReachableAsync(Mobilization mobilization, CancellationToken ct)
    {
        var rsvps = db.Rsvps;
        return db.PrivateContacts
            .Where(c => c.MobilizationId == mobilization.Id && c.Box != null && c.WantsReminders)
            .Where(c => rsvps.Any(r => r.MobilizationId == c.MobilizationId && r.Person == c.Person && r.Answer == Answer.Going))
            .Select(c => c.Person)
            .ToListAsync(ct);
    }

    private static string PlaceOf(Mobilization mobilization) => $"{mobilization.Subject}/message";
}
