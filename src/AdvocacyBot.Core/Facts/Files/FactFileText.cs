using System.Text;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// The text of a fact file: UTF-8, with or without a byte order mark, or UTF-16 with one. A CSV file that is neither is read as
/// Windows-1252, in which spreadsheets of Western Europe and the Americas save; YAML is not, because editors write UTF-8.
/// </summary>
internal static class FactFileText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes that stand for nothing in Windows-1252, so a file that contains one is in another encoding.</summary>
    private static readonly byte[] UnusedBytes = [0x00, 0x81, 0x8D, 0x8F, 0x90, 0x9D];

    /// <param name="bytes">The whole file.</param>
    /// <param name="isCsv">Whether a spreadsheet may have written it.</param>
    /// <param name="problems">Receives an error if the encoding is unknown, a warning if it was guessed.</param>
    /// <returns>The text; null if the encoding is unknown.</returns>
    public static string? Decode(byte[] bytes, bool isCsv, FactProblems problems)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            if (!isCsv || bytes.AsSpan().IndexOfAny(UnusedBytes) >= 0)
            {
                problems.Add(FactProblem.Error(line, 1, "file.encoding"));
                return null;
            }

            problems.Add(FactProblem.Warning(line, 1, "file.windows1252"));
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }
}
