using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What organizers and volunteers do in tests, in a line each.</summary>
internal static class Organizing
{
    public static readonly MemberRef Organizer = new("fake", "organizer");

    private static int members;

    public static MemberRef Volunteer(string platform = "fake") =>
        new(platform, string.Create(CultureInfo.InvariantCulture, $"volunteer-{Interlocked.Increment(ref members)}"));

    extension(BotHarness bot)
    {
        /// <summary>Announces a mobilization and returns its number.</summary>
        public async Task<long> AnnounceAsync(string rest = "", string when = "31 May 7am", string title = "March for water")
        {
            var reply = await bot.OrganizeAsync($"announce \"{title}\" {when} at \"City Hall\" {rest}");
            Assert.Contains("is announced", PlainText.Write(reply), StringComparison.Ordinal);
            await bot.TurnAsync();
            return await bot.DbAsync(db => db.Mobilizations.MaxAsync(m => m.Id));
        }

        public Task<Reply> OrganizeAsync(string text, Language? locale = null) =>
            bot.SayAsync(text, new MemberRef("fake", $"organizer-{Guid.NewGuid():N}"), organizer: true, locale: locale, command: true);

        public async Task<string> AnswerAsync(long id, MemberRef member, string answer)
        {
            var reply = await bot.SayAsync($"rsvp {id} {answer}", member, command: true);
            Assert.Equal(Visibility.Private, reply.Visibility);
            return PlainText.Write(reply);
        }

        public Task<Mobilization> MobilizationAsync(long id) => bot.DbAsync(db => db.Mobilizations.SingleAsync(m => m.Id == id));

        public Task<List<Rsvp>> RsvpsAsync(long id) =>
            bot.DbAsync(db => db.Rsvps.Where(r => r.MobilizationId == id).OrderBy(r => r.Position).ToListAsync());
    }

    /// <summary>The receipt's title.</summary>
    public static string Title(this Reply reply) => reply.Title ?? PlainText.Write(reply);
}
