using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Web.Sessions;

/// <summary>The sign-in link that the console prints at the start: valid once, for one hour.</summary>
public sealed class OrganizerLink
{
    internal string Token { get; } = LinkToken.New();

    /// <param name="site">The address of the web room.</param>
    public Uri At(Uri site) => new(site, SignInLinks.PathOf(Token));

    /// <summary>Creates another link, for the command line while the bot runs in another process.</summary>
    /// <param name="historyFile">The web room's file.</param>
    /// <param name="master">The installation's key.</param>
    /// <param name="site">The address of the web room.</param>
    public static async Task<Uri> CreateAsync(string historyFile, MasterKey master, TimeProvider clock, Uri site, CancellationToken ct)
    {
        var file = new WebFile(historyFile);
        await file.OpenAsync(ct);
        var token = LinkToken.New();
        await new SignInLinks(file, new SessionTable(file, master, clock), clock).AddAsync(token, account: null, SignInLinks.ConsoleLifetime, ct);
        return new Uri(site, SignInLinks.PathOf(token));
    }
}
