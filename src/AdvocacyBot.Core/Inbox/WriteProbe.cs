using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Inbox;

/// <summary>Tries to write a small row.</summary>
public sealed class WriteProbe(PlatformState state)
{
    /// <returns>Why it failed, to complete "the database cannot be written: …"; null if it succeeded.</returns>
    public async Task<string?> ProblemAsync(CancellationToken ct)
    {
        try
        {
            await state.SaveAsync("probe", Guid.NewGuid().ToString("N"), ct);
            return null;
        }
        catch (Exception e) when (StorageTrouble.Reason(e) is not null)
        {
            return StorageTrouble.Reason(e);
        }
    }
}
