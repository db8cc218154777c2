using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.CheckIns;

/// <summary>
/// Asks those going who agreed to it, once and privately after the end, whether they are home safe, and tells organizers after the time
/// that they have set how many have not answered. Nobody is named in a channel. All of it joins the present transaction.
/// </summary>
internal sealed class CheckInSteps(BotDb db, TellOrganizers organizers, TimeProvider clock)
{
    private const int DefaultMinutes = 3 * 60;
    private const int MinMinutes = 15;

    /// <summary>Answers are destroyed 48 hours after the end.</summary>
    private const int MaxMinutes = 36 * 60;

    /// <summary><c>action 7 check-in 3h</c>, <c>on</c> for three hours, <c>off</c>.</summary>
    public async Task<Reply> SetAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        if (SettingWords.IsOff(wish.Written))
        {
            (mobilization.CheckInMinutes, mobilization.CheckInAt) = (null, null);
            await ForgetAsync(mobilization.Id, ct);
            return wish.Set(SettingFields.CheckIn(mobilization, wish.Language));
        }

        int? minutes = wish.Value.Length == 0 || SettingWords.IsOn(wish.Written) ? DefaultMinutes : Offsets.Minutes(wish.Value);
        if (minutes is not (>= MinMinutes and <= MaxMinutes))
            return wish.Refuse("manage.checkin");
        if (clock.UtcNow >= mobilization.EndsAt)
            return wish.Refuse("manage.checkin.over");

        (mobilization.CheckInMinutes, mobilization.CheckInAt) = (minutes, mobilization.EndsAt);
        var reply = wish.Set(SettingFields.CheckIn(mobilization, wish.Language));
        return await organizers.CanAsync(ct)
            ? reply
            : reply with { Blocks = [.. reply.Blocks, new Paragraph(MobilizationTexts.All.Format(wish.Language, "manage.checkin.nochannel", RsvpChoices.Write(mobilization.Number)))] };
    }

    /// <summary>Asks, or tells organizers, whichever is due.</summary>
    public async Task RunDueAsync(Mobilization mobilization, CancellationToken ct)
    {
        var now = clock.UtcNow;
        if (mobilization.CheckInAt is not { } due || due > now)
            return;
        if (mobilization is not { State: MobilizationState.Open, CheckInMinutes: { } minutes })
            mobilization.CheckInAt = null;
        else if (due <= mobilization.EndsAt)
            await AskAsync(mobilization, now.AddMinutes(minutes), ct);
        else
            await ReportAsync(mobilization, ct);
    }

    /// <summary>Whoever has not answered, those first who could not be asked.</summary>
    public Task<List<Rsvp>> OpenAsync(long mobilization, CancellationToken ct) => db.Rsvps
        .Where(r => r.MobilizationId == mobilization && r.CheckIn != null && r.Answer == Answer.Going)
        .OrderByDescending(r => r.CheckIn).ThenBy(r => r.Person)
        .ToListAsync(ct);

    /// <summary>A person has said that they are home safe; organizers who were told otherwise hear when it is so of all.</summary>
    public async Task AnsweredAsync(Mobilization mobilization, Rsvp rsvp, CancellationToken ct)
    {
        if (rsvp.CheckIn is null)
            return;

        (rsvp.CheckIn, rsvp.CheckInName) = (null, null);
        if (await db.PrivateContacts.FindAsync([mobilization.Id, rsvp.Person], ct) is { WantsCheckIn: true } contact)
        {
            contact.WantsCheckIn = false;
            if (!contact.IsWanted)
                db.PrivateContacts.Remove(contact);
        }

        await db.SaveChangesAsync(ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == mobilization.Id && n.Person == rsvp.Person && n.Kind == PrivateNoteKind.CheckIn).ExecuteDeleteAsync(ct);
        if (IsReported(mobilization) && (await OpenAsync(mobilization.Id, ct)).Count == 0)
            await TellAsync(mobilization, "checkin.all", [], ct);
    }

    /// <summary>Whether organizers have been told how many have not answered.</summary>
    public bool IsReported(Mobilization mobilization) => mobilization is { CheckInMinutes: not null, CheckInAt: null } && clock.UtcNow >= mobilization.EndsAt;

    private async Task AskAsync(Mobilization mobilization, DateTime until, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var report = until < mobilization.ShredAt ? Offering.FullMinute(until) : mobilization.ShredAt.AddMinutes(-1);
        var asked = await OpenAsync(mobilization.Id, ct);
        db.PrivateNotes.AddRange(asked.Select(r => PrivateNote.About(mobilization, r.Person, PrivateNoteKind.CheckIn, now, report)));
        mobilization.CheckInAt = asked.Count > 0 ? report : null;
        var people = asked.ConvertAll(r => r.Person);
        await db.PrivateContacts.Where(c => c.MobilizationId == mobilization.Id && c.WantsCheckIn && !people.Contains(c.Person))
            .ExecuteUpdateAsync(row => row.SetProperty(c => c.WantsCheckIn, false), ct);
    }

    private async Task ReportAsync(Mobilization mobilization, CancellationToken ct)
    {
        mobilization.CheckInAt = null;
        var open = await OpenAsync(mobilization.Id, ct);
        await db.PrivateContacts.Where(c => c.MobilizationId == mobilization.Id && c.WantsCheckIn)
            .ExecuteUpdateAsync(row => row.SetProperty(c => c.WantsCheckIn, false), ct);
        await TellAsync(mobilization, open.Count == 0 ? "checkin.all" : "checkin.open", open, ct);
    }

    private Task<bool> TellAsync(Mobilization mobilization, [TextKey(typeof(MobilizationTexts))] string key, IReadOnlyList<Rsvp> open, CancellationToken ct) =>
        organizers.RunAsync(
            mobilization.Subject,
            language => MobilizationTexts.All.Format(
                language, key, RsvpChoices.Write(mobilization.Number), mobilization.TitleIn(language),
                open.Count(r => r.CheckIn == CheckIn.Asked), open.Count(r => r.CheckIn == CheckIn.Wanted)),
            ct);

    private async Task ForgetAsync(long mobilization, CancellationToken ct)
    {
        await db.Rsvps.Where(r => r.MobilizationId == mobilization && r.CheckIn != null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.CheckIn, (CheckIn?)null).SetProperty(r => r.CheckInName, (byte[]?)null), ct);
        await db.PrivateContacts.Where(c => c.MobilizationId == mobilization && c.WantsCheckIn)
            .ExecuteUpdateAsync(row => row.SetProperty(c => c.WantsCheckIn, false), ct);
        await db.PrivateNotes.Where(n => n.MobilizationId == mobilization && n.Kind == PrivateNoteKind.CheckIn).ExecuteDeleteAsync(ct);
    }
}
