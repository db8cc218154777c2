namespace AdvocacyBot.Core.Communities.Appearance;

/// <summary>How a community presents itself on the bot's pages.</summary>
/// <param name="Name">Never empty.</param>
/// <param name="Tagline">One line below the name; null for the bot's own.</param>
/// <param name="Questions">Questions that the web room offers to newcomers; empty for the bot's own.</param>
/// <param name="Logo">Null for the bot's own icon.</param>
public sealed record GroupAppearance(string Name, string? Tagline, IReadOnlyList<string> Questions, GroupLogo? Logo);

/// <summary>A community's logo.</summary>
/// <param name="Hash">The SHA-256 of its bytes in hexadecimal.</param>
/// <param name="MediaType">Such as image/png.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record GroupLogo(string Hash, string MediaType, int Width, int Height);

/// <summary>A community looks different from now on. Called after the commit, in the process that made the change. Thread-safe.</summary>
public delegate void AppearanceChanged(long community);
