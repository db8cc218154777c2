using System.Text;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>Decodes invalid bytes in a UTF-8 document as Windows-1252, since publishers glue pages together from both.</summary>
internal sealed class Latin1Fallback : DecoderFallback
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string text = "";
        private int at;

        public override int Remaining => text.Length - at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (text, at) = (Windows1252.GetString(bytesUnknown), 0);
            return true;
        }

        public override char GetNextChar() => at < text.Length ? text[at++] : '\0';

        public override bool MovePrevious()
        {
            if (at == 0)
                return false;
            at--;
            return true;
        }
    }
}
