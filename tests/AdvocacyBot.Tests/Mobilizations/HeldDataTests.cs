using System.Buffers.Text;
using System.Security.Cryptography;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What is held on people, under which names and keys, and that they can see it.</summary>
public sealed class HeldDataTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_member_can_see_everything_that_is_held(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1 role medic:1");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going");
        await bot.AnswerAsync(id, member, "going +2 medic");

        var held = PlainText.Write(await bot.SayAsync("what do you hold on me", member));

        var row = (await bot.RsvpOfAsync(id, member))!;
        Assert.Contains(row.Person, held, StringComparison.Ordinal);
        Assert.Contains("You're on the waitlist", held, StringComparison.Ordinal);
        Assert.Contains("How many come with you: 2", held, StringComparison.Ordinal);
        Assert.Contains("Your role: medic", held, StringComparison.Ordinal);
        Assert.Contains("Your place on the waitlist", held, StringComparison.Ordinal);
        Assert.Contains("encrypted with the action's key", held, StringComparison.Ordinal);
        Assert.DoesNotContain(member.Id, held, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_person_is_another_pseudonym_in_every_mobilization(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (one, two) = (await bot.AnnounceAsync(), await bot.AnnounceAsync());
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(one, member, "going");
        await bot.AnswerAsync(two, member, "going");

        Assert.NotEqual((await bot.RsvpOfAsync(one, member))!.Person, (await bot.RsvpOfAsync(two, member))!.Person);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Addresses_are_deleted_after_the_last_message(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.ChooseAsync($"remind:{id}:on", first);
        await bot.AnswerAsync(id, second, "going");
        Assert.Equal(2, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));

        await bot.AnswerAsync(id, first, "no");
        await bot.TurnAsync();

        Assert.Contains("A seat came free: you're going", Assert.Single(bot.Told(second)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));
    }

    [Fact]
    public async Task Keys_are_outside_the_database_readable_by_their_owner_alone()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var keys = Path.Combine(bot.Folder, "keys");
        var file = Path.Combine(keys, (await bot.MobilizationAsync(id)).KeyId + ".key");

        Assert.True(File.Exists(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys, "master.key")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
        }

        var backup = await bot.BackupAsync();
        var key = bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(id)).KeyId)!;
        foreach (var secret in new[] { key, await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(keys, "master.key")) })
            Assert.Equal(-1, (await File.ReadAllBytesAsync(backup)).AsSpan().IndexOf(secret));
    }

    [Fact]
    public void A_sealed_address_opens_in_no_other_place()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var box = Sealing.Seal(key, "fake\0member", "mobilization/1/person");

        Assert.Equal("fake\0member", Sealing.OpenText(key, box, "mobilization/1/person"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.OpenText(key, box, "mobilization/2/person"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.OpenText(RandomNumberGenerator.GetBytes(32), box, "mobilization/1/person"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(key, box.AsSpan(0, 20), "mobilization/1/person"));
    }

    [Fact]
    public void Who_somebody_is_prints_as_redacted()
    {
        var member = new MemberRef("fake", "member-secret");
        var person = new Person(RandomNumberGenerator.GetBytes(32), "pseudonym-secret", null);

        Assert.DoesNotContain("secret", $"{member} {person} {new Pseudonym(person.Id)} {ChannelRef.DirectTo(member)}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_pseudonym_is_the_hmac_of_platform_zero_and_id_under_the_key()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var expected = Base64Url.EncodeToString(HMACSHA256.HashData(key, "discord\042"u8));

        Assert.Equal(expected, Pseudonym.Of(key, new MemberRef("discord", "42")).Value);
    }
}
