using AdvocacyBot.Core.Settings;

namespace AdvocacyBot.Matrix;

/// <summary>The address of a homeserver without credentials, or its bare name.</summary>
public sealed class HomeserverSettingAttribute() : SettingAttribute("the address or name of a homeserver", "https://matrix.example.org")
{
    protected override string? Check(object value)
    {
        var text = (string)value;
        return text.Contains("://", StringComparison.Ordinal)
            ? Uri.TryCreate(text, UriKind.Absolute, out var address) ? AddressSettingAttribute.Expectation(address, Expected) : Expected
            : ServerName.IsValid(text) ? null : Expected;
    }
}

/// <summary>A full user id.</summary>
public sealed class MatrixUserSettingAttribute() : SettingAttribute("an account with its server", "@advocacybot:example.org")
{
    protected override string? Check(object value) => ServerName.IsUserId((string)value) ? null : Expected;
}

/// <summary>A full user id, or the name of a server.</summary>
public sealed class InviterSettingAttribute() : SettingAttribute("an account with its server, or the name of a server", "@ana:example.org")
{
    protected override string? Check(object value) =>
        ServerName.IsUserId((string)value) || ServerName.IsValid((string)value) ? null : Expected;
}

/// <summary>The id of a room, which has no server from room version 12 on, or an alias, which has one.</summary>
public sealed class RoomSettingAttribute() : SettingAttribute("the id or alias of a room", "!abc:example.org")
{
    protected override string? Check(object value) =>
        (string)value is ['!' or '#', _, ..] id && !id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && (id[0] == '!' || id.Contains(':', StringComparison.Ordinal))
            ? null
            : Expected;
}

/// <summary>What a command begins with.</summary>
public sealed class PrefixSettingAttribute() : SettingAttribute("one to eight characters without spaces", "!")
{
    protected override string? Check(object value) =>
        ((string)value).Length > 8 || ((string)value).Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? Expected : null;
}

/// <summary>The form of names on Matrix. https://spec.matrix.org/latest/appendices/#server-name</summary>
internal static class ServerName
{
    public static bool IsValid(string text) =>
        !text.Contains('@', StringComparison.Ordinal)
        && Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var address) && address is { AbsolutePath: "/", Query: "", Fragment: "" };

    /// <summary>Whether the text is <c>@local:server</c>.</summary>
    public static bool IsUserId(string text) =>
        text.Length > 1 && text[0] == '@' && text.IndexOf(':', StringComparison.Ordinal) is var colon and > 1
        && !text.Any(char.IsWhiteSpace) && IsValid(text[(colon + 1)..]);
}
