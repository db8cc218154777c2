using System.Net;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>Every attempt of the table on the web, whose people belong to the first community.</summary>
public sealed class WebTests(OpenStage stage) : IClassFixture<OpenStage>
{
    private readonly WebWays ways = new(stage);

    public static TheoryData<string> Attempts => [.. Attempt.All.Where(a => !a.IsSuggest).Select(a => a.Text)];

    [Theory, MemberData(nameof(Attempts))]
    public async Task An_attempt_ends_as_the_table_says_and_reaches_nothing_of_others(string text)
    {
        var attempt = Attempt.All.Single(a => a.Text == text);
        var failures = new List<string>();
        var before = await stage.Rows.ReadAsync(stage.Bellflower);

        if (FillFor(attempt, stage.Bellflower) is { } aimed)
        {
            var isAtDesk = attempt.IsPress || attempt.Number % 2 == 0;
            await TryAsync(isAtDesk ? "an organizer at the desk" : "an organizer in the room", attempt.Expected[Situation.OtherThere], (await ways.NewOrganizerAsync(), true, isAtDesk), aimed);
            if (!attempt.IsPress)
            {
                await TryAsync("a visitor", attempt.Expected[Situation.OtherThere], (ways.NewVisitor(), false, false), aimed);
            }
            else
            {
                Assert.Equal(HttpStatusCode.NotFound, await WebWays.PressAsync(ways.NewVisitor(), aimed.Real));
            }
        }

        if (!attempt.IsPress && FillFor(attempt, stage.Amaranth) is { } own)
        {
            var amaranth = await stage.Rows.ReadAsync(stage.Amaranth);
            await TryAsync("a visitor at home", attempt.Expected[Situation.MemberThere], (ways.NewVisitor(), false, false), own);
            if (attempt.Expected[Situation.MemberThere] is not Outcome.Answered)
                failures.Add(StoredRows.Difference(amaranth, await stage.Rows.ReadAsync(stage.Amaranth)));
        }

        failures.Add(StoredRows.Difference(before, await stage.Rows.ReadAsync(stage.Bellflower)));
        Assert.True(failures.All(f => f.Length == 0), string.Join('\n', failures));

        async Task TryAsync(string who, Outcome expected, (HttpClient Client, bool Organizes, bool AtDesk) person, (string Real, string? Unreal, Side Victim) aim)
        {
            var nothing = aim.Unreal is { } unreal && await AskAsync(unreal) is { } of ? attempt.Blank(of.Text, stage.Amaranth.With(stage.Unreal)) : null;
            if (await AskAsync(aim.Real) is not { } answer)
                return;
            var targets = stage.Amaranth.With(aim.Victim.Targets);
            var actual = answer.Judge(attempt.Blank(answer.Text, targets), nothing);
            var isRight = actual == expected || (!person.Organizes && IsRightForVisitor(attempt, actual));
            if (!isRight || answer.IsFailure)
                failures.Add($"{who}: {actual} instead of {expected}: {answer.Text}\n(of what does not exist: {nothing})");
            var shown = attempt.Blank(answer.Whole, targets);
            failures.AddRange(stage.Bellflower.Secrets.Where(secret => shown.Contains(secret, StringComparison.OrdinalIgnoreCase))
                .Select(secret => $"{who}: shows {secret}: {answer.Whole}"));

            async Task<Answer?> AskAsync(string said) => attempt.IsPress ? await WebWays.ChooseAsync(person.Client, said)
                : person.AtDesk ? await ways.OrderAsync(person.Client, said)
                : await WebWays.SayAsync(person.Client, said);
        }
    }

    /// <summary>
    /// Without rights, an order is refused before its target is looked for, or after. What was announced elsewhere does not exist here.
    /// </summary>
    private static bool IsRightForVisitor(Attempt attempt, Outcome actual) => actual switch
    {
        Outcome.Refused => attempt.Expected[Situation.MemberThere] is Outcome.Refused,
        Outcome.Nothing => attempt.HasTarget,
        _ => false,
    };

    private (string Real, string? Unreal, Side Victim)? FillFor(Attempt attempt, Side victim) => attempt.Fill(stage.Amaranth.With(victim.Targets)) is { } real
        ? (real, attempt.HasTarget ? attempt.Fill(stage.Amaranth.With(stage.Unreal)) : null, victim)
        : null;
}
