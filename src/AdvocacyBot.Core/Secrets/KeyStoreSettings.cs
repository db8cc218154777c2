namespace AdvocacyBot.Core.Secrets;

/// <summary>Where the keys of mobilizations are kept: outside the database and outside every backup.</summary>
/// <param name="Folder">Made for its owner alone where it is missing, such as <c>data/keys</c>.</param>
/// <param name="MasterKey">
/// 32 bytes in base64 that wrap the keys (the setting <c>Privacy:MasterKey</c>, from the environment); null for a file of its
/// own in the folder, made where it is missing.
/// </param>
public sealed record KeyStoreSettings(string Folder, string? MasterKey = null)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Folder} (master key redacted)";
}
