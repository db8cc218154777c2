namespace AdvocacyBot.Host;

/// <summary>What an examination found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="IsWell">Whether nothing has to be mended.</param>
/// <param name="Sentence">How it stands, or how to mend it; without secrets.</param>
internal sealed record Finding(string Name, bool IsWell, string Sentence);
