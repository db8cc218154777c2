using System.Security.Cryptography;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Checks at startup that the stored keys can be used, because otherwise every announcement and answer would fail later.</summary>
public static class KeyInspection
{
    /// <summary>One damaged key is the problem of one mobilization; if none of several opens, the master key is wrong.</summary>
    private const int SampleSize = 5;

    /// <exception cref="StartupException">The master key is missing, unreadable or not the one that encrypted the stored keys.</exception>
    public static void EnsureReadable(KeyStoreSettings settings)
    {
        var master = new MasterKey(settings);
        var keys = new KeyStore(settings, master);
        var names = keys.NewestNames(SampleSize);
        if (!master.Exists)
        {
            if (names.Count > 0)
                throw new StartupException($"{master.FilePath} is missing, and without it no key in {settings.Folder} can be opened. Put the file back, or set Privacy:MasterKey, for example in a file: Privacy__MasterKeyFile=/run/secrets/master-key.");
            return;
        }

        _ = master.Value;
        if (names.Count > 0 && !names.Any(name => CanOpen(keys, name)))
            throw new StartupException($"The master key is not the one that the keys in {settings.Folder} were encrypted with. Set Privacy:MasterKey to the former one, for example in a file: Privacy__MasterKeyFile=/run/secrets/master-key.");
    }

    private static bool CanOpen(KeyStore keys, string name)
    {
        try
        {
            return keys.Find(name) is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
