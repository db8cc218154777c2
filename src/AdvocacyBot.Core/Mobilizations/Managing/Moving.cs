using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Moves a mobilization to another time or place, and settles when people are reminded and until when they can answer.</summary>
internal sealed class Moving(
    BotDb db, TellChange tell, Reminders reminders, PlanSeries series, WhenContexts contexts, IDateTimeZoneProvider zones, TimeProvider clock)
{
    private static readonly LocalTimePattern ShiftClock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public async Task<Reply> MoveAsync(ManageWish wish, CancellationToken ct)
    {
        var read = Read(wish);
        if (read.Reading is not { } when)
            return Problem(wish, read, SeriesScope.One);
        if (when.Repeats is not null)
            return wish.Refuse("manage.repeats", RsvpChoices.Write(wish.Mobilization.Number));

        await MoveToAsync(wish.Mobilization, when.Start, when.Lasts, ct);
        return Told(wish);
    }

    /// <summary>The new time. If the organizer leaves out the day or the time of day, it stays as it is.</summary>
    public WhenRead Read(ManageWish wish)
    {
        var (context, local) = (contexts.Now(wish.Mobilization.Zone), wish.Mobilization.Local(zones).Local);
        var read = WhenReader.Read(wish.Value, context, wish.Language);
        if (wish.Value.Length == 0 || read.Problem is not (WhenProblem.NoDate or WhenProblem.NoTime))
            return read;

        var whole = read.Problem == WhenProblem.NoDate ? $"{LocalDatePattern.Iso.Format(local.Date)} {wish.Value}" : $"{wish.Value} {ShiftClock.Format(local.TimeOfDay)}";
        var completed = WhenReader.Read(whole, context, wish.Language);
        return completed.Problem is WhenProblem.NoDate or WhenProblem.NoTime or WhenProblem.Unknown ? read : completed;
    }

    /// <summary>Says why a time cannot be used, with a button for each time that it may mean.</summary>
    /// <param name="scope">Which actions of a series are to be moved.</param>
    public Reply Problem(ManageWish wish, WhenRead read, SeriesScope scope) =>
        ReadingChoices.Ask(wish, scope, read, contexts.Now(wish.Mobilization.Zone).Zone) with { Understood = false };

    /// <summary>Moves a mobilization with its shifts; one that is not announced yet is announced in time for its new day.</summary>
    public async Task MoveToAsync(Mobilization mobilization, LocalMoment start, Duration? lasts, CancellationToken ct)
    {
        var (formerStart, formerLocal) = (mobilization.StartsAt, mobilization.Local(zones));
        mobilization.MoveTo(start, lasts ?? mobilization.Lasts);
        mobilization.HasEnd |= lasts is not null;
        await MoveShiftsAsync(mobilization, start.Local.TimeOfDay - formerLocal.Local.TimeOfDay, ct);
        (mobilization.FormerStartsAt, mobilization.FormerPlace) = (formerStart, null);
        if (mobilization.State == MobilizationState.Planned)
            await series.ScheduleAsync(mobilization, ct);
        else
            await tell.MovedAsync(mobilization, "notice.moved", ct);
    }

    /// <summary><c>action 7 ends 9pm</c> says when it ends, <c>action 7 ends off</c> leaves that open again.</summary>
    public async Task<Reply> EndsAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        var isOff = SettingWords.IsOff(wish.Written);
        var lasts = isOff ? NewMobilization.DefaultLength : LastsUntil(wish);
        if (lasts is not { } length)
            return wish.Refuse("manage.ends", RsvpChoices.Write(mobilization.Number));

        mobilization.MoveTo(mobilization.Local(zones), length);
        mobilization.HasEnd = !isOff;
        mobilization.TextVersion++;
        mobilization.Touch(clock.UtcNow);
        await reminders.RewriteAsync(mobilization, ct);
        return wish.Set(SettingFields.Ends(mobilization, wish.Language));
    }

    /// <summary>The time from the start until a time of day, or a length such as "for 3 hours"; null if the text is neither.</summary>
    private Duration? LastsUntil(ManageWish wish)
    {
        if (wish.Value.Length == 0)
            return null;
        var local = wish.Mobilization.Local(zones).Local;
        var start = $"{LocalDatePattern.Iso.Format(local.Date)} {ShiftClock.Format(local.TimeOfDay)}";
        var context = contexts.Now(wish.Mobilization.Zone);
        return ((string[])[$"{start}-{wish.Value}", $"{start} {wish.Value}"])
            .Select(text => WhenReader.Read(text, context, wish.Language).Reading?.Lasts)
            .FirstOrDefault(lasts => lasts is not null);
    }

    public async Task<Reply> PlaceAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Length == 0 || SettingWords.IsOff(wish.Written))
            return wish.Refuse("manage.value");

        var mobilization = wish.Mobilization;
        (mobilization.FormerStartsAt, mobilization.FormerPlace) = (null, mobilization.Place);
        mobilization.Place = SafeText.Shorten(wish.Value, Lengths.Line);
        if (mobilization.State == MobilizationState.Open)
            await tell.MovedAsync(mobilization, "notice.place", ct);
        return Told(wish);
    }

    public async Task<Reply> RemindAsync(ManageWish wish, CancellationToken ct)
    {
        if (Offsets.Parse(wish.Value) is not { } offsets)
            return wish.Refuse("manage.remind", Offsets.MaxCount);

        wish.Mobilization.Reminders = offsets;
        if (wish.Mobilization.State == MobilizationState.Open)
            await reminders.RescheduleAsync(wish.Mobilization, ct);
        return wish.Set(SettingFields.Reminders(wish.Mobilization, wish.Language));
    }

    /// <summary>Sets how long before the start answers close; a word for none sets it back to the start.</summary>
    public Reply Closes(ManageWish wish)
    {
        var isOff = SettingWords.IsOff(wish.Value);
        var minutes = isOff ? null : Offsets.Minutes(wish.Value);
        if (minutes is null && !isOff)
            return wish.Refuse("manage.closes");

        wish.Mobilization.ClosesAt = minutes is { } before ? wish.Mobilization.StartsAt.AddMinutes(-before) : null;
        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Set(SettingFields.Closes(wish.Mobilization, wish.Language));
    }

    /// <summary>Shifts keep their distance to the start; one that would leave the day wraps around midnight.</summary>
    private async Task MoveShiftsAsync(Mobilization mobilization, Period by, CancellationToken ct)
    {
        foreach (var slot in await db.RoleSlots.Where(s => s.MobilizationId == mobilization.Id && s.From != null).ToListAsync(ct))
            (slot.From, slot.Until) = (Shifted(slot.From!), slot.Until is null ? null : Shifted(slot.Until));

        string Shifted(string time) =>
            ShiftClock.Format(ShiftClock.Parse(time).Value + by);
    }

    /// <summary>A planned one has been announced to nobody yet.</summary>
    private static Reply Told(ManageWish wish) => new(
    [
        new Paragraph(MobilizationTexts.All[wish.Language, wish.Mobilization.State == MobilizationState.Open ? "manage.told" : "manage.done"]),
        Notice.Facts(wish.Mobilization, wish.Language),
    ])
    {
        Language = wish.Language,
        Visibility = Visibility.Private,
    };
}
