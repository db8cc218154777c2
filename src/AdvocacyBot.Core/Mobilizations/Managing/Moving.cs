using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Moves a mobilization to another time or place, and settles when people are reminded and until when they can answer.</summary>
internal sealed class Moving(TellChange tell, Reminders reminders, WhenContexts contexts, TimeProvider clock)
{
    public async Task<Reply> MoveAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        var context = contexts.Now(mobilization.Zone);
        var read = WhenReader.Read(wish.Value, context, wish.Language);
        if (read.Reading is not { } when)
            return Reply.Tell(wish.Language, WhenProblems.WriteWithReadings(read, context.Zone, wish.Language));

        var start = mobilization.StartsAt;
        mobilization.MoveTo(when.Start, when.Lasts ?? mobilization.Lasts);
        mobilization.ClosesAt += mobilization.StartsAt - start;
        mobilization.RevealAt += mobilization.StartsAt - start;
        return await ChangedAsync(wish, "notice.moved", ct);
    }

    public async Task<Reply> PlaceAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Trim() is not { Length: > 0 } place)
            return wish.Tell("manage.value");

        wish.Mobilization.Place = SafeText.Shorten(place, Lengths.Line);
        return await ChangedAsync(wish, "notice.place", ct);
    }

    public async Task<Reply> RemindAsync(ManageWish wish, CancellationToken ct)
    {
        if (Offsets.Parse(wish.Value) is not { } offsets)
            return wish.Tell("manage.remind", Offsets.MaxCount);

        wish.Mobilization.Reminders = offsets;
        wish.Mobilization.Version++;
        if (wish.Mobilization.State == MobilizationState.Open)
            await reminders.QueueAsync(wish.Mobilization, ct);
        return wish.Tell("manage.done");
    }

    /// <summary>Sets how long before the start answers close; a word for none sets it back to the start.</summary>
    public Reply Closes(ManageWish wish)
    {
        var isOff = SettingWords.IsOff(wish.Value);
        var minutes = isOff ? null : Offsets.Minutes(wish.Value);
        if (minutes is null && !isOff)
            return wish.Tell("manage.closes");

        wish.Mobilization.ClosesAt = minutes is { } before ? wish.Mobilization.StartsAt.AddMinutes(-before) : null;
        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Tell("manage.done");
    }

    /// <summary>A planned one has been announced to nobody yet.</summary>
    private async Task<Reply> ChangedAsync(ManageWish wish, string key, CancellationToken ct)
    {
        if (wish.Mobilization.State != MobilizationState.Open)
            return wish.Tell("manage.done");

        await tell.MovedAsync(wish.Mobilization, key, ct);
        return wish.Tell("manage.told");
    }
}
