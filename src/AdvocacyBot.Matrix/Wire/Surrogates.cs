namespace AdvocacyBot.Matrix.Wire;

/// <summary>
/// Mends JSON in which half of a surrogate pair stands alone, as <c>\ud83d</c>: the grammar allows it, no .NET string reader
/// does, and one such event would make a whole sync unreadable for ever. See RFC 8259, section 8.2.
/// </summary>
internal static class Surrogates
{
    private const int Escape = 6;

    /// <summary>Puts U+FFFD in the place of each lone half, without moving a byte.</summary>
    public static void Mend(Span<byte> json)
    {
        for (var at = 0; at < json.Length - 1;)
        {
            var found = json[at..].IndexOf((byte)'\\');
            if (found < 0)
                return;

            at += found;
            var unit = Unit(json[at..]);
            if (unit is { } high && char.IsHighSurrogate(high) && Unit(json[(at + Escape)..]) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * Escape;
                continue;
            }

            if (unit is { } half && char.IsSurrogate(half))
                "FFFD"u8.CopyTo(json[(at + 2)..]);
            at += unit is null ? 2 : Escape;
        }
    }

    /// <summary>The UTF-16 unit that an escape at the beginning stands for.</summary>
    private static char? Unit(ReadOnlySpan<byte> json)
    {
        if (json.Length < Escape || json[0] != '\\' || json[1] != 'u')
            return null;

        var value = 0;
        foreach (var digit in json[2..Escape])
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return null;
            value = (value << 4) | Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return (char)value;
    }
}
