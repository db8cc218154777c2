using AdvocacyBot.Core;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>A key file is written whole or not at all, and a damaged one is not taken for a wrong master key.</summary>
public sealed class KeyFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("advocacybot-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(59)]
    public void Files_cut_short_by_a_full_disk_do_not_stop_the_start(int length)
    {
        var settings = new KeyStoreSettings(folder, null);
        new KeyStore(settings, new MasterKey(settings)).Create();
        for (var i = 0; i < 6; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i:x32}.key"), new byte[length]);

        KeyInspection.EnsureReadable(settings);
    }

    [Fact]
    public void Another_master_key_stops_the_start()
    {
        var settings = new KeyStoreSettings(folder, null);
        new KeyStore(settings, new MasterKey(settings)).Create();
        File.WriteAllText(Path.Combine(folder, "master.key"), Convert.ToBase64String(new byte[32]));

        Assert.Throws<StartupException>(() => KeyInspection.EnsureReadable(settings));
    }

    [Fact]
    public void A_file_that_is_there_is_never_replaced_and_nothing_else_is_left()
    {
        var file = Path.Combine(folder, "one.key");
        PrivateFiles.WriteNew(file, [1, 2, 3]);

        Assert.Throws<IOException>(() => PrivateFiles.WriteNew(file, [4]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(folder));
    }
}
