namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>The namespaces of prefixes at a place in a document; an undeclared prefix has its conventional namespace.</summary>
internal sealed class Prefixes
{
    private readonly Dictionary<string, string> addresses = new(StringComparer.Ordinal);
    private readonly Stack<(int Depth, string Prefix, string Address)> outer = [];

    public string Resolve(string prefix) => addresses.TryGetValue(prefix, out var address) ? address : Vocabulary.Conventional(prefix);

    /// <summary>Declares a prefix until the element at a depth is closed, if the attribute does so.</summary>
    public void Declare(string attribute, string address, int depth)
    {
        if (attribute != "xmlns" && !attribute.StartsWith("xmlns:", StringComparison.Ordinal))
            return;

        var prefix = attribute.Length > 6 ? attribute[6..] : "";
        outer.Push((depth, prefix, Resolve(prefix)));
        addresses[prefix] = address;
    }

    public void Close(int depth)
    {
        while (outer.TryPeek(out var scope) && scope.Depth == depth)
            addresses[outer.Pop().Prefix] = scope.Address;
    }
}
