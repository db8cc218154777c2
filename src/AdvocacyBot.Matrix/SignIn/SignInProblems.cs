using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>Explains why the bot cannot sign in and what to do, in one sentence each, without secrets. Pure.</summary>
internal static class SignInProblems
{
    public const string NoPasswords =
        "This homeserver accepts no passwords and offers no sign-in by link. Ask its administrator for an access token (\"mas-cli manage issue-compatibility-token\") and set Matrix:AccessToken.";

    public const string NoCredentials =
        "This homeserver offers no sign-in by link. Set Matrix:User and Matrix:Password, or Matrix:AccessToken.";

    public const string PasswordUnused =
        "This homeserver accepts no passwords, so Matrix:Password has no effect: remove it. The bot signs in by a link instead, which it logs when it starts.";

    public const string KeysLost =
        "The encryption keys of this device are missing, or were restored or copied, and with an access token the bot cannot sign in as a new device. Sign in once more to get a new token, set it as Matrix:AccessToken and start the bot again.";

    public static string OfOtherAccount(string signedIn, string configured) =>
        $"Somebody signed in as {signedIn}, but Matrix:User is {configured}. Start the bot again and sign in with the bot's account, or change Matrix:User.";

    public static string OfToken(MatrixException e) => OfAccount(e)
        ?? "The homeserver does not accept Matrix:AccessToken: it has expired, or somebody has signed out the client from which it was copied. Get a new token and set it.";

    public static string OfPassword(MatrixException e) => OfAccount(e)
        ?? "The homeserver does not accept Matrix:User with Matrix:Password. Check both.";

    /// <summary>Whether the homeserver accepts passwords.</summary>
    public static bool AcceptsPasswords(IReadOnlyList<string> flows) => flows.Contains("m.login.password", StringComparer.Ordinal);

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#common-error-codes"/>
    private static string? OfAccount(MatrixException e) => e.Code switch
    {
        "M_USER_DEACTIVATED" => "The bot's account is deactivated. Make a new account and set it as Matrix:User.",
        "M_USER_LOCKED" => "The bot's account is locked. Ask the homeserver's administrator to unlock it.",
        "M_USER_SUSPENDED" => "The bot's account is suspended. Ask the homeserver's administrator why.",
        _ => null,
    };
}
