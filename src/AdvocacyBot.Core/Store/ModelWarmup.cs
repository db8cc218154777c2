using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Builds EF Core's model in parallel with the rest of the startup. Building takes about a second, mostly JIT compilation, and EF Core
/// caches the result for every context of the process.
/// </summary>
public static class ModelWarmup
{
    /// <summary>Starts in the background; a failure shows again at the first use of the database.</summary>
    public static Task BuildAsync(StoreSettings settings) => Task.Run(() =>
    {
        using var db = new BotDb(new DbContextOptionsBuilder<BotDb>().UseStore(settings).Options);
        return db.Model;
    });
}
