using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Storage;

/// <summary>
/// An immutable map that remembers what changed since it was last stored, so that no change can be left out, and which keys it
/// dropped, so that they can be overwritten once the change is stored.
/// </summary>
internal sealed record StateTable<T>
    where T : class, IStoredValue<T>
{
    private ImmutableDictionary<string, T> Items { get; init; } = ImmutableDictionary.Create<string, T>(StringComparer.Ordinal);

    private ImmutableHashSet<string> Changed { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    private ImmutableList<SecretBytes> Retired { get; init; } = [];

    public int Count => Items.Count;

    /// <summary>In no particular order.</summary>
    public IEnumerable<T> Values => Items.Values;

    /// <summary>In no particular order.</summary>
    public IEnumerable<KeyValuePair<string, T>> Entries => Items;

    /// <summary>The keys that this table contained when it was last stored, or since, and does not contain any more.</summary>
    public IEnumerable<SecretBytes> RetiredSecrets => Retired;

    public T? Find(string key) => Items.GetValueOrDefault(key);

    public bool TryFind(string key, [NotNullWhen(true)] out T? value) => Items.TryGetValue(key, out value);

    public StateTable<T> Set(string key, T value) => this with
    {
        Items = Items.SetItem(key, value),
        Changed = Changed.Add(key),
        Retired = Items.TryGetValue(key, out var old) ? Retired.AddRange(Dropped(old, value)) : Retired,
    };

    public StateTable<T> Remove(string key) => !Items.TryGetValue(key, out var old) ? this : this with
    {
        Items = Items.Remove(key),
        Changed = Changed.Add(key),
        Retired = Retired.AddRange(old.Secrets()),
    };

    public StateTable<T> RemoveWhere(Func<string, T, bool> condition)
    {
        var next = this;
        foreach (var (key, value) in Items)
        {
            if (condition(key, value))
                next = next.Remove(key);
        }

        return next;
    }

    /// <summary>The same content, with nothing left to store.</summary>
    public StateTable<T> Stored() => Changed.IsEmpty ? this : this with { Changed = Changed.Clear(), Retired = [] };

    /// <summary>The rows to store. The caller overwrites their values.</summary>
    public IEnumerable<StoredRow> Changes() => Changed.Select(key =>
    {
        if (!Items.TryGetValue(key, out var value))
            return new StoredRow(T.Kind, key, null);
        using var writer = new StateWriter();
        value.Write(writer);
        return new StoredRow(T.Kind, key, writer.ToSecret());
    });

    public StateTable<T> Load(StoredRow row)
    {
        var reader = new StateReader(row.Value ?? throw new EncryptionException(EncryptionFault.CorruptStore, "A stored row is empty."));
        var value = T.Read(reader);
        reader.End();
        return this with { Items = Items.SetItem(row.Key, value) };
    }

    private static IEnumerable<SecretBytes> Dropped(T old, T value)
    {
        var kept = value.Secrets().ToHashSet(ReferenceEqualityComparer.Instance);
        return old.Secrets().Where(secret => !kept.Contains(secret));
    }
}
