using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// What platforms tell when a member leaves the group for good: their seats are freed, and what is held on them is deleted,
/// as if they had asked for it.
/// </summary>
public sealed class MemberDepartures
{
    private readonly ForgetPerson forget;

    internal MemberDepartures(ForgetPerson forget)
    {
        this.forget = forget;
    }

    /// <summary>The member is no longer in the group. Telling it again changes nothing.</summary>
    public Task LeftAsync(MemberRef member, CancellationToken ct) => forget.EverywhereAsync(member, ct);
}
