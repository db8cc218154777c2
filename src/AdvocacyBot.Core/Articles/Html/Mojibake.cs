using System.Text;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Repairs UTF-8 that was decoded as Windows-1252 and encoded again ("CafÃ©"), but only if every character of the text fits that
/// history: the text goes back to bytes without loss, and these are valid UTF-8.
/// </summary>
internal static class Mojibake
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The characters of Windows-1252 for the bytes 0x80 to 0x9F; a byte without one stands for itself.</summary>
    private const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The text as it was meant, or the same text if its history is not certain.</summary>
    public static string Repair(string text)
    {
        // Each multi-byte sequence of UTF-8 begins with one of these.
        if (text.AsSpan().IndexOfAnyInRange('\u00C2', '\u00F4') < 0)
            return text;

        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var value = c <= '\u00FF' ? c : 0x80 + High.IndexOf(c, StringComparison.Ordinal);
            if (c > '\u00FF' && value < 0x80)
                return text;
            bytes[i] = (byte)value;
        }

        return System.Text.Unicode.Utf8.IsValid(bytes) ? Utf8.GetString(bytes) : text;
    }
}
