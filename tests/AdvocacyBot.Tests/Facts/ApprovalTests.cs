using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Tests.Communities;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Nothing is published by one person with two accounts, however the second account approves.</summary>
public sealed class ApprovalTests
{
    private const string Proposal = "fact propose topic: delegations; event: CANSEC; when: 2015; value: 12; unit: delegations; scope: official delegations; source: cadsi-2014";
    private static readonly MemberRef Ana = new("fake", "ana");
    private static readonly MemberRef Second = new("fake", "ana-too");
    private static readonly ChannelRef Third = new("fake", "third");

    public static TheoryData<PairProblem, bool> Cases { get; } = new(
        from problem in Enum.GetValues<PairProblem>() from byButton in (bool[])[false, true] select (problem, byButton));

    [Theory, MemberData(nameof(Cases))]
    public async Task One_person_cannot_publish_alone(PairProblem problem, bool byButton)
    {
        await using var bot = await FactsHarness.StartAsync(adjust: services => services.AddPlatform("elsewhere"));
        var (member, channel) = await PrepareAsync(bot, problem);
        var proposed = await bot.SayAsync(Proposal, Ana, organizer: true, command: true);

        var refused = PlainText.Write(byButton
            ? await bot.ChooseAsync(proposed.Choices[0].Id, member, organizer: true, channel: channel)
            : await bot.SayAsync("fact approve F-0036 1", member, organizer: true, channel: channel, command: true));

        Assert.Contains("F-0036", refused, StringComparison.Ordinal);
        Assert.Contains(Reason(problem), refused, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.None, (await bot.AskAsync("delegations 2015")).Kind);

        await bot.SayAsync("fact approve F-0036 1", new MemberRef("fake", "ben"), organizer: true, command: true);
        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("delegations 2015")).Kind);
    }

    [Fact]
    public async Task Two_organizers_of_one_new_place_are_two_people()
    {
        await using var bot = await FactsHarness.StartAsync();
        await JoinAsync(bot);
        await bot.SayAsync(Proposal, Second, organizer: true, channel: Third, command: true);

        await bot.SayAsync("fact approve F-0036 1", new MemberRef("fake", "third-organizer"), organizer: true, channel: Third, command: true);

        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("delegations 2015")).Kind);
    }

    [Fact]
    public async Task The_history_names_editors_by_a_key_that_is_not_in_the_database()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync(Proposal, Ana, organizer: true, command: true);
        await bot.SayAsync("fact edit F-0003 value: 14", Ana, organizer: true, command: true);

        var names = await bot.DbAsync(db => db.Revisions.Where(r => r.Actor != "file" && r.Actor != "bundled").Select(r => r.Actor).ToListAsync());

        Assert.Equal(2, names.Distinct().Count());
        Assert.DoesNotContain(names, name => name == Digest("F-0036") || name == Digest("F-0003"));

        static string Digest(string claim) => Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{claim}\0fake\0ana")))[..16];
    }

    /// <summary>Lets somebody else, or Ana's own second account, organize in the way that a problem is about.</summary>
    private static async Task<(MemberRef Member, ChannelRef? Channel)> PrepareAsync(BotHarness bot, PairProblem problem)
    {
        switch (problem)
        {
            case PairProblem.SameAccount:
                return (Ana, null);
            case PairProblem.Linked:
                await bot.LinkAsync(Ana, Second);
                return (Second, null);
            case PairProblem.Invited:
                await JoinAsync(bot);
                return (Second, Third);
            case PairProblem.NoPasskey:
                return (new MemberRef("room", "ana"), null);
            case PairProblem.TooNew:
                return (new MemberRef("elsewhere", "ana"), null);
            default:
                throw new ArgumentOutOfRangeException(nameof(problem), problem, "A new problem needs a case of its own.");
        }
    }

    /// <summary>Another place joins by Ana's code.</summary>
    private static async Task JoinAsync(BotHarness bot)
    {
        bot.Platform.Channels[Third.Id] = new PlaceRef("fake", "third-place");
        await bot.AdvanceAsync(TimeSpan.FromDays(2));
        await bot.SayAsync($"setup {await bot.PlaceCodeAsync(Ana)}", Second, organizer: true, channel: Third, command: true);
    }

    private static string Reason(PairProblem problem) => problem switch
    {
        PairProblem.SameAccount => "yourself",
        PairProblem.Linked => "linked to this one",
        PairProblem.Invited => "less than a day ago",
        PairProblem.NoPasskey => "without a passkey",
        _ => "another platform",
    };
}
