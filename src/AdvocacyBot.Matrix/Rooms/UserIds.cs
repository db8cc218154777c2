namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Parses user ids such as <c>@ana:example.org</c>. Pure.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/appendices/#user-identifiers"/>
internal static class UserIds
{
    /// <summary>The server's name; null if the id contains none.</summary>
    public static string? ServerOf(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < user.Length - 1 ? user[(colon + 1)..] : null;
    }

    public static string LocalPartOf(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        return user.StartsWith('@') && colon > 1 ? user[1..colon] : user;
    }

    /// <summary>Whether a list of users and servers includes a user. Servers are compared without case, users exactly.</summary>
    public static bool Includes(IEnumerable<string> list, string user)
    {
        var server = ServerOf(user);
        return list.Any(entry => entry.StartsWith('@')
            ? string.Equals(entry, user, StringComparison.Ordinal)
            : string.Equals(entry, server, StringComparison.OrdinalIgnoreCase));
    }
}
