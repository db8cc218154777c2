using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Gives a community the example facts that the bot comes with: on CANSEC, Canada's largest arms fair.</summary>
public sealed class ExampleFacts
{
    private readonly BotDb db;
    private readonly WriteTransaction write;
    private readonly ImportFacts import;

    internal ExampleFacts(BotDb db, WriteTransaction write, ImportFacts import) => (this.db, this.write, this.import) = (db, write, import);

    /// <summary>Imports the example files that are missing or that an update has changed, into the community in scope.</summary>
    public async Task ImportAsync(CancellationToken ct)
    {
        var changed = await ImportedFiles.ChangedAsync(db, db.CommunityId, Bundled.Examples, ct);
        if (changed.Count > 0)
            await write.RunAsync("facts", inner => ImportAsync(changed, inner), ct);
    }

    /// <summary>Imports the examples if the community has no facts: their numbers would replace its own.</summary>
    /// <returns>How many facts were added; null if it has facts.</returns>
    public Task<int?> AddToEmptyAsync(CancellationToken ct) => write.RunAsync<int?>(
        "facts", async inner => await db.Claims.AnyAsync(inner) ? null : (await ImportAsync(Bundled.Examples, inner)).Added, ct);

    private async Task<ImportOutcome> ImportAsync(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var outcome = await import.RunAsync(Bundled.Read(names), new ImportOptions(Actor: "bundled"), null, ct);
        Bundled.ThrowIfWrong(names, outcome.Problems);
        await RetiredNames.RemoveAsync(db, ct);
        await ImportedFiles.MarkAsync(db, db.CommunityId, names, ct);
        return outcome;
    }
}
