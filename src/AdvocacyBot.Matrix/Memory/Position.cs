namespace AdvocacyBot.Matrix.Memory;

/// <summary>How far the account's events have been taken in.</summary>
/// <param name="User">Whose; a token of another account is none of this one.</param>
/// <param name="Since">The homeserver's own token.</param>
/// <param name="At">
/// When it was asked for, UTC, so that whatever was said earlier has been taken in: where to begin again if the homeserver no longer
/// knows the token.
/// </param>
internal sealed record Position(string User, string Since, DateTime At);
