namespace AdvocacyBot.Matrix.Wire;

/// <summary>
/// Replaces escaped lone surrogates such as <c>\ud83d</c> in JSON. The grammar allows them (RFC 8259, section 8.2) but no .NET
/// reader does, so one such event would make every sync unreadable.
/// </summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    /// <summary>Writes U+FFFD over each lone surrogate, in place and without changing the length.</summary>
    public static void Replace(Span<byte> json)
    {
        for (var at = 0; at < json.Length - 1;)
        {
            var found = json[at..].IndexOf((byte)'\\');
            if (found < 0)
                return;

            at += found;
            var unit = Unit(json[at..]);
            if (unit is { } high && char.IsHighSurrogate(high) && Unit(json[(at + EscapeLength)..]) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
                continue;
            }

            if (unit is { } lone && char.IsSurrogate(lone))
                "FFFD"u8.CopyTo(json[(at + 2)..]);
            at += unit is null ? 2 : EscapeLength;
        }
    }

    /// <summary>The UTF-16 code unit of the escape sequence at the start; null if there is no such sequence.</summary>
    private static char? Unit(ReadOnlySpan<byte> json)
    {
        if (json.Length < EscapeLength || json[0] != '\\' || json[1] != 'u')
            return null;

        var value = 0;
        foreach (var digit in json[2..EscapeLength])
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return null;
            value = (value << 4) | Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return (char)value;
    }
}
