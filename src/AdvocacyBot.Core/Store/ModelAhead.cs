using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Builds the model of the database beside whatever else a start does, which needs none of it: EF Core takes a second, most
/// of it to compile its own code, and keeps the model for every context of the process.
/// </summary>
internal static class ModelAhead
{
    /// <summary>What it throws is thrown again for whoever uses the database first, so that nobody need wait for its end.</summary>
    public static Task BuildAsync(StoreSettings settings) => Task.Run(() =>
    {
        using var db = new BotDb(new DbContextOptionsBuilder<BotDb>().UseStore(settings).Options);
        return db.Model;
    });
}
