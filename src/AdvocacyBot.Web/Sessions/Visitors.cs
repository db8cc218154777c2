using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Web.Sessions;

/// <summary>Recognizes visitors by their cookie, and signs organizers in and out.</summary>
internal sealed class Visitors(SessionTable sessions, SignInLinks links, WebPairs pairs, MasterKey master)
{
    private static readonly object Key = new();
    private readonly Lazy<byte[]> authorKey = new(() => master.Derive("web-authors"));
    private readonly Lazy<byte[]> formKey = new(() => master.Derive("web-forms"));

    /// <summary>The visitor behind a request; one without a valid cookie becomes a new visitor and gets one.</summary>
    public async Task<Visitor> RecognizeAsync(HttpContext http, CancellationToken ct)
    {
        if (await FindAsync(http, ct) is { } known)
            return known;

        var digest = MemberCookie.Digest(MemberCookie.Issue(http));
        return Remember(http, new Visitor(digest, AuthorOf(digest), digest));
    }

    /// <summary>The visitor behind a request; null if it has no valid cookie. Sets none.</summary>
    public async Task<Visitor?> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Items.TryGetValue(Key, out var cached))
            return (Visitor)cached!;
        if (MemberCookie.Read(http) is not { } secret)
            return null;

        var digest = MemberCookie.Digest(secret);
        var (member, session) = await sessions.FindAsync(digest, ct);
        if (member is null)
            return null;
        if (session is not null)
            await sessions.UseAsync(session, ct);
        return Remember(http, new Visitor(member, AuthorOf(member), digest) { Session = session });
    }

    /// <summary>
    /// Uses a sign-in link. The browser gets a new secret, so that one which somebody else has put there opens nothing; the member
    /// and their answers stay the same.
    /// </summary>
    /// <returns>False if the link is used or too old.</returns>
    public async Task<bool> SignInAsync(HttpContext http, string token, CancellationToken ct)
    {
        var visitor = await RecognizeAsync(http, ct);
        var (isValid, account, inviter) = await links.UseAsync(token, ct);
        if (!isValid)
            return false;

        await pairs.NoteAsync(visitor.Id, inviter, ct);
        await OpenSessionAsync(http, visitor, visitor.Id, account, ct);
        return true;
    }

    /// <summary>Signs a browser in as a member, with a new secret; the former one is void from then on.</summary>
    /// <param name="account">The chat account whose rights the session has; null for an organizer of the web.</param>
    public Task OpenSessionAsync(HttpContext http, Visitor visitor, string member, MemberRef? account, CancellationToken ct)
    {
        var secret = MemberCookie.Issue(http);
        return sessions.AddAsync(member, visitor.Secret, MemberCookie.Digest(secret), account, DeviceName.Of(http.Request.Headers.UserAgent), ct);
    }

    /// <summary>The author of a message, as others see it.</summary>
    /// <param name="member">The member's id.</param>
    public string AuthorOf(string member) => Convert.ToHexStringLower(HMACSHA256.HashData(authorKey.Value, Encoding.ASCII.GetBytes(member)))[..32];

    /// <summary>The hidden field of the visitor's forms, which no other site can know.</summary>
    public string FormTokenOf(Visitor visitor) => Convert.ToHexStringLower(HMACSHA256.HashData(formKey.Value, Encoding.ASCII.GetBytes(visitor.Secret)))[..32];

    /// <summary>Whether a form's hidden field is the visitor's.</summary>
    public bool IsFormTokenOf(Visitor visitor, string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given ?? ""), Encoding.ASCII.GetBytes(FormTokenOf(visitor)));

    private static Visitor Remember(HttpContext http, Visitor visitor)
    {
        http.Items[Key] = visitor;
        return visitor;
    }
}
