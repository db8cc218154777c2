namespace AdvocacyBot.Core.Processes;

/// <summary>Work of which each piece is claimed by one process at a time.</summary>
public interface IClaimedWork
{
    /// <summary>Releases what a process had claimed when it died, so that others need not wait until the leases end. Joins the present transaction.</summary>
    /// <param name="process">As in <see cref="ProcessClaims.Process"/>; null for all processes.</param>
    Task ReleaseAsync(string? process, CancellationToken ct);
}
