using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// What platforms tell when a member leaves the group for good: their seats are freed, and what is held on them is deleted,
/// as if they had asked for it; unless the group keeps the seats of those who leave.
/// </summary>
public sealed class MemberDepartures
{
    private readonly ForgetPerson forget;
    private readonly MobilizationSettings settings;

    internal MemberDepartures(ForgetPerson forget, MobilizationSettings settings)
    {
        (this.forget, this.settings) = (forget, settings);
    }

    /// <summary>
    /// The member is no longer in the group. The event has one effect, however often it is told: who comes back and answers
    /// again is not forgotten by an old one.
    /// </summary>
    /// <param name="member">Who.</param>
    /// <param name="eventId">The platform's id of the event that said so.</param>
    /// <param name="ct">Cancels.</param>
    public Task LeftAsync(MemberRef member, string eventId, CancellationToken ct) =>
        settings.KeepSeatsOfDeparted ? Task.CompletedTask : forget.DepartedAsync(member, eventId, ct);
}
