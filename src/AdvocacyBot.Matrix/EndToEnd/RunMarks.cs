using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Marks each run of the bot with a random name, in the key file and in the account's data on the homeserver. If the two differ, another
/// run has used these keys since, so the file is an old or a second copy.
/// </summary>
internal sealed class RunMarks(MatrixApi api, Session session, KeyFile file)
{
    /// <summary>The type of the account data.</summary>
    public const string AccountData = "org.advocacybot.encryption";

    private const int NameLength = 16;

    /// <summary>Homeservers may be slow to show the latest name. An old copy of the file never knows a later run's name.</summary>
    private const int MaxNames = 5;

    private IReadOnlyList<string>? own;

    public static RandomSource Random => RandomNumberGenerator.Fill;

    /// <summary>Whose keys the file holds; null if it does not say so.</summary>
    public static KeyOwner? OwnerIn(IReadOnlyList<KeyRow> rows) => rows.FirstOrDefault(row => row.Kind == KeyRow.Owner)?.Value is { } value
        ? JsonSerializer.Deserialize(value.Span, MatrixJson.Default.KeyOwner)
        : null;

    /// <summary>The run that used the account's keys last; null if there was none.</summary>
    public async Task<string?> LatestRunAsync(CancellationToken ct) =>
        (await api.FindAccountDataAsync(session.Me, AccountData, ct)).Text("run");

    /// <summary>Names a new run. It is stored first: after a crash in between, the file still knows the name on the homeserver.</summary>
    public async Task BeginRunAsync(KeyOwner owner, CancellationToken ct)
    {
        var run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameLength));
        var begun = owner with { Runs = [.. owner.Runs.TakeLast(MaxNames - 1), run] };
        await SaveAsync(begun, ct);
        await api.SetAccountDataAsync(session.Me, AccountData, new JsonObject { ["device"] = owner.Device, ["run"] = run }, ct);
        own = begun.Runs;
    }

    /// <summary>Looks at the account data of a sync.</summary>
    /// <exception cref="PlatformUnavailableException">Another run uses the same keys now; this one must not go on.</exception>
    public void Check(SyncResponse sync)
    {
        var marks = (sync.AccountData?.Events ?? []).Where(e => e.Text("type") == AccountData);
        if (own is null || marks.LastOrDefault().At("content").Text("run") is not { } latest || own.Contains(latest))
            return;

        file.Delete();
        throw new PlatformUnavailableException(
            "Another copy of this bot has begun to use the same encryption keys. Run only one copy; this one signs in as a new device.");
    }

    private Task SaveAsync(KeyOwner owner, CancellationToken ct)
    {
        var value = SecretBytes.CopyOf(JsonSerializer.SerializeToUtf8Bytes(owner, MatrixJson.Default.KeyOwner));
        return file.WriteAsync([new KeyRow(KeyRow.Owner, string.Empty, value)], ct);
    }
}

/// <summary>Whose keys a file holds.</summary>
/// <param name="Runs">The names of the latest runs that used them.</param>
internal sealed record KeyOwner(string User, string Device, IReadOnlyList<string> Runs)
{
    public bool Accepts(string? latest) => latest is not null && Runs.Contains(latest);
}
