using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.FakeDiscord;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>Every attempt of the table, on Discord.</summary>
/// <param name="stage">Where.</param>
/// <param name="alsoByMessage">Whether attempts are also made as messages, by turns: a platform sends few of them in a second.</param>
/// <param name="forward">The situations in which the second community and strangers attack the first.</param>
/// <param name="backward">The situations in which the first attacks the second.</param>
public abstract class DiscordCases(Stage stage, bool alsoByMessage, string forward, string backward)
{
    private readonly DiscordWays ways = new(stage);

    public static TheoryData<string> Attempts => [.. Attempt.All.Select(a => a.Text)];

    [Theory, MemberData(nameof(Attempts))]
    public async Task An_attempt_ends_as_the_table_says_and_reaches_nothing_of_others(string text)
    {
        var attempt = Attempt.All.Single(a => a.Text == text);
        var failures = new List<string>();
        foreach (var (victim, other, situations) in ((Side, Side, string)[])
            [(stage.Amaranth, stage.Bellflower, forward), (stage.Bellflower, stage.Amaranth, backward)])
        {
            var all = situations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Situation>).ToLookup(s => s.IsInside);
            // What an outsider does leaves the community as it is.
            failures.AddRange(await UnchangedAsync([victim], () => TryAsync(attempt, victim, other, [.. all[false]])));
            // What a member does leaves the other community as it is; what a member is refused leaves their own as it is, too.
            var isRefused = all[true].All(s => attempt.Expected[s] is not Outcome.Answered);
            failures.AddRange(await UnchangedAsync(isRefused ? [victim, other] : [other], () => TryAsync(attempt, victim, other, [.. all[true]])));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Distinct()));
    }

    [Fact]
    public void The_table_has_every_command_choice_and_suggestion_and_no_other()
    {
        var services = stage.Bot.Services;
        var commands = Attempt.All.Where(a => !a.IsPress && !a.IsSuggest).Select(a => CommandOf(a.Text)).ToHashSet(StringComparer.Ordinal);
        var choices = Attempt.All.Where(a => a.IsPress).Select(a => a.Text.Split(' ')[1].Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var suggestions = Attempt.All.Where(a => a.IsSuggest).Select(a => a.Text.Split(' ')[1].Replace('-', ' ')).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(stage.Catalog.Specs.Select(s => s.Name).Order(StringComparer.Ordinal), commands.Order(StringComparer.Ordinal));
        // "community" is the router's own question in direct conversations; "~" marks the platform's own buttons.
        Assert.Equal(
            services.GetServices<ChoiceEntry>().Select(c => c.Prefix).Order(StringComparer.Ordinal),
            choices.Where(c => c != "community" && c[0] != '~').Order(StringComparer.Ordinal));
        Assert.Equal(services.GetServices<SuggesterEntry>().Select(s => s.Option).Order(StringComparer.Ordinal), suggestions.Order(StringComparer.Ordinal));

        string CommandOf(string text) => new Grammar(stage.Catalog.Specs).Read(text, default).Spec?.Name ?? $"no command: {text}";
    }

    private async Task<IEnumerable<string>> UnchangedAsync(Side[] sides, Func<Task<IReadOnlyList<string>>> run)
    {
        var before = await Task.WhenAll(sides.Select(stage.Rows.ReadAsync));
        var failures = await run();
        var after = await Task.WhenAll(sides.Select(stage.Rows.ReadAsync));
        return
        [
            .. failures,
            .. sides.Select((side, i) => before[i].SequenceEqual(after[i]) ? null : $"{side.Marker} changed:\n{StoredRows.Difference(before[i], after[i])}").OfType<string>(),
        ];
    }

    private async Task<IReadOnlyList<string>> TryAsync(Attempt attempt, Side victim, Side other, Situation[] situations)
    {
        if (situations.Length == 0)
            return [];
        var own = situations[0].IsInside ? victim : other;
        var (real, unreal) = (own.With(victim.Targets), own.With(stage.Unreal));
        if (attempt.Fill(real) is not { } said)
            return [];

        var nothing = attempt.HasTarget ? await NothingAsync(situations.FirstOrDefault(s => s is Situation.OtherThere or Situation.MemberThere)) : null;
        return [.. (await Task.WhenAll(situations.Select(TryOneAsync))).SelectMany(f => f)];

        async Task<string> NothingAsync(Situation situation) =>
            attempt.Blank((await SayAsync(attempt, victim, other, situation, attempt.Fill(unreal)!, alsoAsMessage: false))[0].Answer.Text, unreal);

        async Task<IReadOnlyList<string>> TryOneAsync(Situation situation)
        {
            var failures = new List<string>();
            var foreign = own == victim ? other : victim;
            foreach (var (way, answer) in await SayAsync(attempt, victim, other, situation, said, alsoByMessage && attempt.IsSaidIn(situation, victim.Community)))
            {
                var (actual, expected) = (answer.Judge(attempt.Blank(answer.Text, real), nothing), attempt.Expected[situation]);
                // In a direct conversation the bot may say it in another way than in a channel.
                var same = nothing;
                if (actual == Outcome.Answered && expected == Outcome.Nothing)
                    actual = answer.Judge(attempt.Blank(answer.Text, real), same = await NothingAsync(situation));
                // Suggestions that take too long are not shown.
                var isRight = actual == expected || (attempt.IsSuggest && actual == Outcome.Empty);
                if (!isRight || answer.IsFailure)
                    failures.Add($"{victim.Marker}, {situation}, {way}: {actual} instead of {expected}: {answer.Text}\n(of what does not exist: {same})");
                var shown = attempt.Blank(answer.Whole, real);
                failures.AddRange(foreign.Secrets.Where(secret => shown.Contains(secret, StringComparison.OrdinalIgnoreCase))
                    .Select(secret => $"{victim.Marker}, {situation}, {way}: shows {secret}: {answer.Whole}"));
            }

            return failures;
        }
    }

    private async Task<IReadOnlyList<(string Way, Answer Answer)>> SayAsync(Attempt attempt, Side victim, Side other, Situation situation, string said, bool alsoAsMessage)
    {
        var (person, channel) = Cast(victim, other, situation);
        if (attempt.IsPress)
            return [("button", await ways.PressAsync(channel, person, channel.GuildId is null ? Marked(said, victim) : said))];
        if (attempt.IsSuggest)
            return [("autocomplete", await ways.SuggestAsync(channel, person, said))];

        var answers = new List<(string, Answer)>();
        if (await ways.SlashAsync(channel, person, said) is { } slash)
            answers.Add(("slash command", slash));
        if (answers.Count == 0 || alsoAsMessage)
        {
            (person, channel) = Cast(victim, other, situation);
            answers.Add(channel.GuildId is null
                ? ("direct message", await ways.WriteAsync(channel, person, said))
                : ("mention", await ways.MentionAsync(channel, person, said)));
        }

        return answers;
    }

    /// <summary>In a direct conversation, a choice names its community; one without a name is the first community's.</summary>
    private static string Marked(string id, Side victim)
    {
        if (CommunityMark.Remove(new ChoiceBody(id)).Community is not null)
            return id;
        return CommunityMark.Add(Reply.Nothing(default) with { Choices = [new Choice(id, "")] }, victim.Community).Choices[0].Id;
    }

    /// <summary>Somebody new each time, so that no limit is reached.</summary>
    private (Person Person, FakeChannel Channel) Cast(Side victim, Side other, Situation situation)
    {
        switch (situation)
        {
            case Situation.StrangerThere:
                return (stage.NewStranger(), stage.ElsewhereChannel);
            case Situation.OtherThere:
                return (other.NewOrganizer(), other.Channel);
            case Situation.MemberThere:
                return (victim.NewMember(), victim.Channel);
            case Situation.BothAlone:
                var both = victim.Admit(other.NewOrganizer(), []);
                stage.Bot.Services.GetRequiredService<DirectCommunities>().Choose(new MemberRef("discord", both.Id), victim.Community);
                return (both, ways.Direct(both));
            default:
                var alone = situation switch
                {
                    Situation.StrangerAlone => stage.NewStranger(),
                    Situation.OtherAlone => other.NewOrganizer(),
                    _ => victim.NewMember(),
                };
                return (alone, ways.Direct(alone));
        }
    }
}

/// <summary>With slash commands everywhere.</summary>
public sealed class OpenDiscordTests(OpenStage stage) : DiscordCases(
    stage, alsoByMessage: true, "StrangerThere StrangerAlone OtherThere OtherAlone MemberThere MemberAlone BothAlone", "OtherThere MemberThere BothAlone"),
    IClassFixture<OpenStage>;

/// <summary>With the first community's server named in the settings, and slash commands there alone.</summary>
public sealed class NamedDiscordTests(NamedStage stage) : DiscordCases(
    stage, alsoByMessage: false, "StrangerThere OtherThere MemberThere", ""), IClassFixture<NamedStage>;
