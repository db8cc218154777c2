using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Keeps the bundled names of countries and units in the store, where all communities read them.</summary>
internal sealed class SharedNames(BotDb db, WriteTransaction write, TimeProvider clock)
{
    /// <summary>Stores those that are missing or that an update has changed; otherwise only reads which ones are stored.</summary>
    public async Task StoreAsync(CancellationToken ct)
    {
        if ((await ChangedAsync(ct)).Count > 0)
            await write.RunAsync("facts", StoreChangedAsync, ct);
    }

    /// <summary>Stores what an update has changed, if any names are stored yet. The scope is the shared one.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (await db.Set<ImportedFile>().AnyAsync(ct))
            await StoreAsync(ct);
    }

    /// <summary>Reads once more which ones are missing: another process may have stored them while this one waited.</summary>
    private async Task StoreChangedAsync(CancellationToken ct)
    {
        var changed = await ChangedAsync(ct);
        var known = new KnownFacts(await Terms.ReadNames.SharedAsync(db, ct), new Dictionary<string, bool>(), []);
        var compiled = FactLint.Check(Bundled.Read(changed), known, DateOnly.FromDateTime(clock.UtcNow));
        Bundled.ThrowIfWrong(changed, compiled.Problems);
        await new StoreTerms(db, CommunityScope.Shared).RunAsync(compiled.Terms, ct);
        await ImportedFiles.MarkAsync(db, CommunityScope.Shared, changed, ct);
    }

    private Task<IReadOnlyList<string>> ChangedAsync(CancellationToken ct) => ImportedFiles.ChangedAsync(db, CommunityScope.Shared, Bundled.Shared, ct);
}
