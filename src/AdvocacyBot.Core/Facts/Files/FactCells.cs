using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A fact's columns with their values: about ten of them, hundreds of thousands of times, so without a table of their own.</summary>
internal sealed class FactCells : IEnumerable<KeyValuePair<string, FactCell>>
{
    private KeyValuePair<string, FactCell>[] cells = [];

    public FactCell this[string column]
    {
        get => TryGetValue(column, out var cell) ? cell : throw new KeyNotFoundException(column);
        set
        {
            var at = Find(column);
            if (at < 0)
            {
                at = cells.Length;
                Array.Resize(ref cells, at + 1);
            }

            cells[at] = new(column, value);
        }
    }

    public bool TryGetValue(string column, [NotNullWhen(true)] out FactCell? cell)
    {
        var at = Find(column);
        cell = at < 0 ? null : cells[at].Value;
        return at >= 0;
    }

    public FactCell? GetValueOrDefault(string column) => TryGetValue(column, out var cell) ? cell : null;

    public bool ContainsKey(string column) => Find(column) >= 0;

    public void Remove(string column) => cells = Array.FindAll(cells, c => c.Key != column);

    public IEnumerator<KeyValuePair<string, FactCell>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, FactCell>>)cells).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => cells.GetEnumerator();

    private int Find(string column)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            if (string.Equals(cells[at].Key, column, StringComparison.Ordinal))
                return at;
        }

        return -1;
    }
}
