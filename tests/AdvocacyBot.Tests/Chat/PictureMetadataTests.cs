using System.Text;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Chat;

/// <summary>No picture leaves the bot with the place, time or camera of its making; every one still shows the same.</summary>
public sealed class PictureMetadataTests
{
    private const string Secret = "taken at 45.4215 N 75.6972 W by Ana";
    private static readonly byte[] SecretBytes = Encoding.ASCII.GetBytes(Secret);

    public static TheoryData<string> Tainted => [.. Files.Keys];

    public static TheoryData<string> Clean => ["png", "jpeg", "gif", "webp"];

    private static Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal)
    {
        ["jpeg Exif"] = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xE1, SomePictures.Exif(6, Secret, littleEndian: true)),
        ["jpeg XMP"] = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. SecretBytes]),
        ["jpeg IPTC"] = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xED, [.. "Photoshop 3.0\0"u8, .. SecretBytes]),
        ["jpeg further pictures"] = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xE2, [.. "MPF\0"u8, .. SecretBytes]),
        ["jpeg small version"] = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 9, 9, .. SecretBytes]),
        ["jpeg comment"] = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xFE, SecretBytes),
        ["jpeg after its end"] = [.. SomePictures.Jpeg, .. SecretBytes],
        ["png text"] = SomePictures.WithPngChunk(SomePictures.Png, "tEXt", SecretBytes),
        ["png compressed text"] = SomePictures.WithPngChunk(SomePictures.Png, "zTXt", SecretBytes),
        ["png international text"] = SomePictures.WithPngChunk(SomePictures.Png, "iTXt", SecretBytes),
        ["png Exif"] = SomePictures.WithPngChunk(SomePictures.Png, "eXIf", SecretBytes),
        ["png time"] = SomePictures.WithPngChunk(SomePictures.Png, "tIME", SecretBytes),
        ["png of an application"] = SomePictures.WithPngChunk(SomePictures.Png, "caBX", SecretBytes),
        ["png after its end"] = [.. SomePictures.Png, .. SecretBytes],
        ["webp Exif"] = SomePictures.WithWebpChunk(SomePictures.Webp, "EXIF", SecretBytes),
        ["webp XMP"] = SomePictures.WithWebpChunk(SomePictures.Webp, "XMP ", SecretBytes),
        ["webp unknown"] = SomePictures.WithWebpChunk(SomePictures.Webp, "C2PA", SecretBytes),
        ["webp in a frame"] = SomePictures.WithWebpChunk(SomePictures.Webp, "ANMF", [.. new byte[16], .. "EXIF"u8, (byte)SecretBytes.Length, 0, 0, 0, .. SecretBytes, 0]),
        ["webp after its end"] = [.. SomePictures.Webp, .. SecretBytes],
        ["gif comment"] = SomePictures.WithGifExtension(SomePictures.Gif, 0xFE, SecretBytes),
        ["gif plain text"] = SomePictures.WithGifExtension(SomePictures.Gif, 0x01, SecretBytes),
        ["gif XMP"] = SomePictures.WithGifExtension(SomePictures.Gif, 0xFF, [.. "XMP DataXMP"u8, .. SecretBytes]),
        ["gif after its end"] = [.. SomePictures.Gif, .. SecretBytes],
    };

    [Theory, MemberData(nameof(Tainted))]
    public void Metadata_is_removed_and_the_picture_stays(string name)
    {
        var read = PictureFile.Read(Files[name])!;

        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(read.Bytes), StringComparison.Ordinal);
        Assert.Equal("image/" + name.Split(' ')[0], read.MediaType);
        // Read once more, nothing is left to remove.
        Assert.Equal(read.Bytes, PictureFile.Read(read.Bytes)!.Bytes);
    }

    [Theory, MemberData(nameof(Clean))]
    public void File_without_metadata_stays_as_it_is(string type) => Assert.Equal(Some(type), PictureFile.Read(Some(type))!.Bytes);

    [Theory, MemberData(nameof(Clean))]
    public void File_that_is_cut_off_anywhere_is_refused_or_complete(string type)
    {
        var file = Some(type);
        for (var length = 0; length < file.Length; length++)
        {
            if (PictureFile.Read(file.AsSpan(0, length)) is { } read)
                Assert.Equal(read.Bytes, PictureFile.Read(read.Bytes)?.Bytes);
        }
    }

    [Theory, MemberData(nameof(Clean))]
    public void Damaged_file_is_refused_or_read_without_an_exception(string type)
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var file = Some(type);
            for (var change = random.Next(1, 6); change > 0; change--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            if (PictureFile.Read(file) is { } read)
                Assert.NotEmpty(read.Bytes);
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(6, false)]
    [InlineData(8, true)]
    public void Which_side_is_up_stays(byte orientation, bool littleEndian)
    {
        var file = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xE1, SomePictures.Exif(orientation, Secret, littleEndian));

        var read = PictureFile.Read(file)!;

        Assert.Contains(Encoding.Latin1.GetString([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]), Encoding.Latin1.GetString(read.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Colors_and_repetition_stay()
    {
        var profile = SomePictures.WithJpegSegment(SomePictures.Jpeg, 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 9, 9]);
        var endless = SomePictures.WithGifExtension(SomePictures.Gif, 0xFF, [.. "NETSCAPE2.0"u8]);

        Assert.Equal(profile, PictureFile.Read(profile)!.Bytes);
        Assert.Equal(endless, PictureFile.Read(endless)!.Bytes);
    }

    private static byte[] Some(string type) => type switch
    {
        "png" => SomePictures.Png,
        "jpeg" => SomePictures.Jpeg,
        "gif" => SomePictures.Gif,
        _ => SomePictures.Webp,
    };
}
