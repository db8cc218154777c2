namespace AdvocacyBot.FakeDiscord;

/// <summary>Collects the problems of a request.</summary>
internal sealed class ProblemList
{
    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    public void Add(string problem) => all.Add(problem);

    public void AtMost(int length, int max, string what)
    {
        if (length > max)
            all.Add($"{what}: {length} of {max}");
    }

    public void AtLeast(int length, int min, string what)
    {
        if (length < min)
            all.Add($"{what}: {length}, at least {min}");
    }

    /// <summary>Accepts http, https and, if allowed, a reference to an attached file.</summary>
    public void Address(string? address, bool allowsAttachment = false)
    {
        if (address is null || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" || (allowsAttachment && uri.Scheme == "attachment"))))
            return;
        all.Add($"not a well formed URL: {address}");
    }
}
