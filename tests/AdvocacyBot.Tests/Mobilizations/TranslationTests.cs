using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>One announcement in several languages: one action, and everybody reads it in their own language.</summary>
public sealed class TranslationTests
{
    private const string Sentence =
        "announce \"March for water\" 31 May 7am at \"City Hall\" text \"Bring a cup\" in \"fake/fr, fake/es\" french \"Marche pour l'eau\" \"Apportez un gobelet\" spanish \"Marcha por el agua\"";

    private static readonly ChannelRef French = new("fake", "fr");
    private static readonly ChannelRef Spanish = new("fake", "es");

    [Theory, OnSqlite, OnPostgres]
    public async Task Each_channel_gets_the_announcement_and_the_reminder_in_its_language(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.PublishAsync(await bot.OrganizeAsync(Sentence));
        await bot.UntilAsync(new DateTime(2026, 5, 30, 12, 0, 0, DateTimeKind.Utc));

        Assert.Equal(1, await bot.DbAsync(db => db.Mobilizations.CountAsync()));
        Assert.Equal(["March for water", "Reminder: March for water"], bot.Posted().Select(m => m.Reply.Title));
        Assert.Equal("Marche pour l'eau", bot.Posted(French)[0].Reply.Title);
        Assert.Contains("Apportez un gobelet", bot.Posted(French)[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("Marche pour l'eau", bot.Posted(French)[1].Reply.Title, StringComparison.Ordinal);
        Assert.Equal("Marcha por el agua", bot.Posted(Spanish)[0].Reply.Title);
        // A text that was not given in a language is shown as it was written first.
        Assert.Contains("Bring a cup", bot.Posted(Spanish)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_shows_each_language_also_one_without_a_channel()
    {
        await using var bot = await BotHarness.StartAsync();

        var preview = PlainText.Write(await bot.OrganizeAsync(Sentence.Replace("in \"fake/fr, fake/es\" ", "", StringComparison.Ordinal)));

        foreach (var shown in new[] { "English: March for water", "français: Marche pour l'eau", "Apportez un gobelet", "español: Marcha por el agua", "dimanche 31 mai" })
            Assert.Contains(shown, preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_receipts_and_private_messages_are_in_the_readers_language()
    {
        await using var bot = await StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(Sentence));
        var member = Organizing.Volunteer();

        var receipt = await bot.SayAsync("rsvp 1 oui", member, locale: Language.French, command: true);
        await bot.ChooseAsync("remind:1:on", member, locale: Language.French);
        await bot.OrganizeAsync("action 1 move 1 June 8am");
        await bot.TurnAsync();

        Assert.Contains("Marche pour l'eau", PlainText.Write(receipt), StringComparison.Ordinal);
        Assert.Equal("Marche pour l'eau", bot.Told(member)[^1].Reply.Title);
        Assert.Equal("Marche pour l'eau", bot.Posted(French)[^1].Reply.Title);
        Assert.Equal("Marcha por el agua", bot.Posted(Spanish)[^1].Reply.Title);
        Assert.Contains("Marcha por el agua", PlainText.Write(await bot.SayAsync("acciones", member, locale: Language.Spanish, command: true)), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_translation_is_changed_added_and_removed_and_the_messages_follow(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.PublishAsync(await bot.OrganizeAsync(Sentence));

        var set = PlainText.Write(await bot.OrganizeAsync("action 1 title fr: \"Marche des rivières\""));
        await bot.OrganizeAsync("action 1 text español: Trae un vaso");
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Contains("(français): Marche des rivières", set, StringComparison.Ordinal);
        Assert.Contains(bot.Platform.Edits, e => e.Message.Channel == French && e.Reply.Title == "Marche des rivières");
        Assert.Contains(bot.Platform.Edits, e => e.Message.Channel == Spanish && PlainText.Write(e.Reply).Contains("Trae un vaso", StringComparison.Ordinal));
        await bot.OrganizeAsync("action 1 title fr: off");
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal("March for water", bot.Platform.Edits.Last(e => e.Message.Channel == French).Reply.Title);
        Assert.Equal("March for water", (await bot.MobilizationAsync(1)).Title);
    }

    [Fact]
    public async Task Copies_series_and_templates_keep_the_languages()
    {
        await using var bot = await StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(Sentence));

        await bot.OrganizeAsync("action 1 repeat 1");
        await bot.OrganizeAsync("action 1 template march");
        await bot.PublishAsync(await bot.OrganizeAsync("announce template march 5 July 7am"));

        Assert.Equal(
            ["Marche pour l'eau", "Marche pour l'eau", "Marche pour l'eau"],
            (await bot.DbAsync(db => db.Mobilizations.ToListAsync())).Select(m => m.TitleIn(Language.French)));
    }

    [Fact]
    public async Task Organizers_see_which_languages_there_are()
    {
        await using var bot = await StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(Sentence));

        Assert.Contains("español: Marcha por el agua · français: Marche pour l'eau", PlainText.Write(await bot.OrganizeAsync("action 1")), StringComparison.Ordinal);
    }

    private static async Task<BotHarness> StartAsync(Database database = Database.Sqlite)
    {
        var bot = await BotHarness.StartAsync(database);
        await bot.SayAsync("language fr", organizer: true, channel: French, command: true);
        await bot.SayAsync("language es", organizer: true, channel: Spanish, command: true);
        return bot;
    }
}
