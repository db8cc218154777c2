using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rows;

/// <summary>This device.</summary>
/// <param name="Account">The keys.</param>
/// <param name="Signed">Whether the homeserver confirmed that the bot's identity signed this device.</param>
internal sealed record AccountRow(OlmAccount Account, bool Signed) : IStoredValue<AccountRow>
{
    public static RowKind Kind => RowKind.Account;

    public static AccountRow Read(StateReader reader)
    {
        var account = new OlmAccount(reader.Text(), reader.Text(), reader.CurvePair(), reader.SigningPair())
        {
            OneTimeKeys = reader.List(() => ReadKey(reader)),
            Fallback = reader.Optional(() => ReadKey(reader)),
            PreviousFallback = reader.Optional(() => ReadKey(reader)),
            FallbackReplacedAt = reader.Time(),
            NextKeyId = reader.UInt(),
            DeviceKeysPublished = reader.Bool(),
        };
        return new(account, reader.Bool());
    }

    public void Write(StateWriter writer) => writer
        .Text(Account.UserId)
        .Text(Account.DeviceId)
        .Pair(Account.Identity)
        .Pair(Account.Signing)
        .List(Account.OneTimeKeys, key => WriteKey(writer, key))
        .Optional(Account.Fallback, key => WriteKey(writer, key))
        .Optional(Account.PreviousFallback, key => WriteKey(writer, key))
        .Time(Account.FallbackReplacedAt)
        .Long(Account.NextKeyId)
        .Bool(Account.DeviceKeysPublished)
        .Bool(Signed);

    public IEnumerable<SecretBytes> Secrets() => Account.Secrets();

    private static PreKey ReadKey(StateReader reader) => new(reader.UInt(), reader.CurvePair(), reader.Bool());

    private static void WriteKey(StateWriter writer, PreKey key) => writer.Long(key.Id).Pair(key.Pair).Bool(key.Published);
}

/// <summary>The bot's cross-signing keys.</summary>
internal sealed record IdentityRow(CrossSigningKeys Keys) : IStoredValue<IdentityRow>
{
    public static RowKind Kind => RowKind.Identity;

    public static IdentityRow Read(StateReader reader) =>
        new(new CrossSigningKeys(reader.SigningPair(), reader.SigningPair(), reader.SigningPair()));

    public void Write(StateWriter writer) => writer.Pair(Keys.Master).Pair(Keys.SelfSigning).Pair(Keys.UserSigning);

    public IEnumerable<SecretBytes> Secrets() => Keys.Secrets();
}

/// <summary>Numbers that are never used twice during the device's lifetime.</summary>
/// <param name="NextRequest">The next request's number. To-device transaction ids contain it.</param>
/// <param name="NextEvent">The next held or waiting event's number, which keeps their order.</param>
internal sealed record CountersRow(long NextRequest, long NextEvent) : IStoredValue<CountersRow>
{
    public static RowKind Kind => RowKind.Counters;

    public static CountersRow Read(StateReader reader) => new(reader.Long(), reader.Long());

    public void Write(StateWriter writer) => writer.Long(NextRequest).Long(NextEvent);
}
