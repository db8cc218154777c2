using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
            await bot.PublishAsync(await bot.OrganizeAsync($"announce \"{title}\" {when} at \"City Hall\" {rest}"));
            return await bot.DbAsync(db => db.Mobilizations.Where(m => m.State == MobilizationState.Open).MaxAsync(m => m.Id));
        }

        /// <summary>Presses Publish below a preview.</summary>
        public async Task<Reply> PublishAsync(Reply preview, Language? locale = null)
        {
            var publish = preview.Choices.SingleOrDefault(choice => choice.Id.EndsWith(":publish", StringComparison.Ordinal));
            Assert.True(publish is not null, PlainText.Write(preview));
            var reply = await bot.ChooseAsync(publish.Id, organizer: true, locale: locale);
            await bot.TurnAsync();
            return reply;
        }

        public Task<Reply> OrganizeAsync(string text, Language? locale = null) =>
            bot.SayAsync(text, new MemberRef("fake", $"organizer-{Guid.NewGuid():N}"), organizer: true, locale: locale, command: true);

        public async Task<string> AnswerAsync(long id, MemberRef member, string answer)
        {
            var reply = await bot.SayAsync($"rsvp {id} {answer}", member, command: true);
            Assert.Equal(Visibility.Private, reply.Visibility);
            return PlainText.Write(reply);
        }

        /// <summary>So many new volunteers want to come, one after the other.</summary>
        /// <returns>They, in their order.</returns>
        public async Task<IReadOnlyList<MemberRef>> CrowdAsync(long id, int count)
        {
            var crowd = Enumerable.Range(0, count).Select(_ => Volunteer()).ToList();
            foreach (var member in crowd)
                await bot.AnswerAsync(id, member, "going");
            return crowd;
        }

        public Task<Mobilization> MobilizationAsync(long id) => bot.DbAsync(db => db.Mobilizations.SingleAsync(m => m.Id == id));

        public Task<List<Rsvp>> RsvpsAsync(long id) =>
            bot.DbAsync(db => db.Rsvps.Where(r => r.MobilizationId == id).OrderBy(r => r.Position).ToListAsync());

        /// <summary>A member's row, by the pseudonym that the mobilization's key makes of them.</summary>
        public Task<Rsvp?> RsvpOfAsync(long id, MemberRef member) => bot.InScopeAsync(async services =>
        {
            var mobilization = await services.GetRequiredService<BotDb>().Mobilizations.SingleAsync(m => m.Id == id);
            return (await services.GetRequiredService<People>().FindAsync(mobilization, member, CancellationToken.None))?.Rsvp;
        });

        /// <summary>The row of a member who has one.</summary>
        public async Task<Rsvp> StandsAsync(long id, MemberRef member) => (await bot.RsvpOfAsync(id, member))!;

        /// <summary>Seats taken and parties waiting, as counted from the rows, which have to agree with what is kept.</summary>
        public async Task<(int Taken, int Waiting)> CountsAsync(long id)
        {
            var rows = await bot.RsvpsAsync(id);
            var mobilization = await bot.MobilizationAsync(id);
            var counts = (rows.Sum(r => r.Seats), rows.Count(r => r.Answer == Answer.Waiting));
            Assert.Equal(counts, (mobilization.SeatsTaken, mobilization.Waiting));
            return counts;
        }

        /// <summary>Backs the database up beside it.</summary>
        public async Task<string> BackupAsync()
        {
            var file = Path.Combine(bot.Folder, $"backup-{Guid.NewGuid():N}.db");
            await bot.InScopeAsync(async services =>
            {
                await services.GetRequiredService<OnlineBackup>().WriteAsync(file, CancellationToken.None);
                return true;
            });
            return file;
        }

        /// <summary>A platform tells that a member has left.</summary>
        public Task LeaveAsync(MemberRef member, string eventId) => bot.InScopeAsync(async services =>
        {
            bot.Platform.Standings[(member.Id, bot.Platform.Home)] = Standing.None;
            await services.GetRequiredService<MemberDepartures>().LeftAsync(member, eventId, CancellationToken.None);
            return true;
        });

        /// <summary>
        /// Somebody else writes to the mobilization meanwhile, so that what is sent in the meantime waits for its turn and is
        /// then taken together.
        /// </summary>
        public async Task WhileBusyAsync(long id, Func<IReadOnlyCollection<Task<Reply>>> meanwhile)
        {
            var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
            var busy = bot.InScopeAsync(async services =>
            {
                await services.Write().RunAsync($"mobilization/{id}", async _ =>
                {
                    entered.SetResult();
                    await leave.Task;
                }, CancellationToken.None);
                return true;
            });
            await entered.Task;
            var answers = meanwhile();
            await Eventually.HoldsAsync(() => bot.Services.GetRequiredService<AnswerLine>().LengthOf(id) == answers.Count(a => !a.IsCompleted), "they all wait");
            leave.SetResult();
            await busy;
        }

        /// <summary>An organizer fills in a command's form.</summary>
        public Task<Reply> FormAsync(string command, Dictionary<string, string> options) =>
            bot.Services.GetRequiredService<CommandRouter>().HandleAsync(
                new Intent(Some.EventId, Organizer, Some.Channel, new CommandBody(command, options)) { Place = new PlaceRef("fake", "home"), IsVouchedOrganizer = true }, CancellationToken.None);

        public FakePlatform PlatformNamed(string name) => bot.Services.GetServices<IChatPlatform>().OfType<FakePlatform>().Single(p => p.Name == name);

        /// <summary>What members have been told privately.</summary>
        public IReadOnlyList<SentMessage> Told(MemberRef member) =>
            [.. bot.Platform.Sent.Where(m => m.Message.Channel == ChannelRef.DirectTo(member))];

        /// <summary>The reminders that a member has been sent privately.</summary>
        public IReadOnlyList<SentMessage> RemindersTo(MemberRef member) =>
            [.. bot.Told(member).Where(m => m.Reply.Title?.StartsWith("Reminder", StringComparison.Ordinal) == true)];

        /// <summary>The reminders that stand in the channel.</summary>
        public IReadOnlyList<SentMessage> RemindersIn(ChannelRef? channel = null) =>
            [.. bot.Posted(channel).Where(m => m.Reply.Title?.StartsWith("Reminder", StringComparison.Ordinal) == true)];

        /// <summary>What stands in the channel.</summary>
        public IReadOnlyList<SentMessage> Posted(ChannelRef? channel = null) =>
            [.. bot.Platform.Sent.Where(m => m.Message.Channel == (channel ?? Some.Channel))];

        /// <summary>Moves the clock to an instant, with everything that becomes due on the way.</summary>
        public async Task UntilAsync(DateTime at)
        {
            if (at > bot.Clock.Now)
                await bot.AdvanceAsync(at - bot.Clock.Now);
        }
    }

    public static IServiceCollection AddPlatform(this IServiceCollection services, string name) =>
        services.AddSingleton<IChatPlatform>(new FakePlatform(name)).AddSingleton(new ConfiguredPlace(new FakePlatform(name).Home));

    public static BotDb GetDb(this IServiceProvider services) => services.GetRequiredService<BotDb>();

    public static WriteTransaction Write(this IServiceProvider services) => services.GetRequiredService<WriteTransaction>();
}
