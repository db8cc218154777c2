namespace AdvocacyBot.TestSupport.Articles;

/// <summary>Spoils a document the way transfers, editors and attackers do, by a seeded chance.</summary>
internal static class Mutation
{
    private static readonly byte[][] Spices =
    [
        "<![CDATA["u8.ToArray(), "]]>"u8.ToArray(), "<!--"u8.ToArray(), "&#x0;"u8.ToArray(), "&#xD800;"u8.ToArray(), "&amp;"u8.ToArray(), "<item>"u8.ToArray(),
        "</item>"u8.ToArray(), "<entry>"u8.ToArray(), "<!DOCTYPE a ["u8.ToArray(), "<!ENTITY a '&b;'>"u8.ToArray(), "xml:base='http://['"u8.ToArray(),
        [0], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], "\""u8.ToArray(), "'"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "\\ud83d"u8.ToArray(), "<a href='"u8.ToArray(),
    ];

    public static byte[] Of(byte[] document, byte[] other, Random random)
    {
        var bytes = new List<byte>(document);
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(7))
            {
                case 0 when bytes.Count > 0:
                    bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at) + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Spices[random.Next(Spices.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4 when bytes.Count < 100_000:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2), bytes.Count / 4));
                    break;
                case 5:
                    bytes.InsertRange(at, other.Take(random.Next(other.Length)));
                    break;
                default:
                    for (var i = at; i < Math.Min(bytes.Count, at + 3); i++)
                        bytes[i] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }
}
