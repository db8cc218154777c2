using AdvocacyBot.Core;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Host;

/// <summary>Opens what earlier runs have stored: checks that database and keys are sound, then migrates the database.</summary>
internal static class StoredData
{
    /// <exception cref="StartupException">The database or a key is damaged or missing.</exception>
    public static async Task OpenAsync(IServiceProvider services, CancellationToken ct)
    {
        var store = services.GetRequiredService<StoreSettings>();
        var keys = services.GetRequiredService<KeyStoreSettings>();
        await StoreInspection.EnsureSoundAsync(store, keys.Folder, ct);
        KeyInspection.EnsureReadable(keys);
        if (store.Provider == StoreProvider.Sqlite)
            PrivateFiles.PrepareDatabase(store.Connection);
        await Migrating.MigrateAsync(store, ct);
    }
}
