namespace AdvocacyBot.Matrix.State;

/// <summary>How far the account's events have been processed.</summary>
/// <param name="User">The account; a token of another account is useless.</param>
/// <param name="Since">The homeserver's token.</param>
/// <param name="At">
/// When it was requested, UTC: everything said earlier has been processed. Processing resumes from this time if the homeserver no
/// longer knows the token.
/// </param>
internal sealed record SyncPosition(string User, string Since, DateTime At);
