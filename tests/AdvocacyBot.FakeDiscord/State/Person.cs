using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>A member of the fake server.</summary>
public sealed record Person
{
    private static long last = 900_000_000_000_000_000;

    public string Id { get; init; } = Interlocked.Increment(ref last).ToString();

    public string Locale { get; init; } = "en-US";

    /// <summary>The permissions that Discord reports with the member's interactions.</summary>
    public ulong Permissions { get; init; }

    /// <summary>Whether the author is a bot.</summary>
    public bool IsBot { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    internal JsonArray RolesJson => new([.. Roles.Select(r => JsonValue.Create(r))]);
}
