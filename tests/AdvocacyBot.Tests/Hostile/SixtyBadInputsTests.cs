using System.Globalization;
using System.Text;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>Sixty bad inputs, each tried at the door through which it would come, and a table of what each got.</summary>
public sealed class SixtyBadInputsTests(SixtyBadInputs inputs, ITestOutputHelper output) : IClassFixture<SixtyBadInputs>
{
    public static TheoryData<int, string> Numbered
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var row in new SixtyBadInputs().Rows)
                data.Add(row.Number, row.Input);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbered))]
    public async Task A_bad_input_does_no_harm(int number, string input) =>
        output.WriteLine($"{number}. {input}: {await inputs.VerdictAsync(number)}");

    [Fact]
    public async Task The_table_is_whole_and_every_row_holds()
    {
        Assert.Equal(Enumerable.Range(1, 60), inputs.Rows.Select(r => r.Number));
        var table = new StringBuilder("\n| # | input | door | gets | seen |\n|---|---|---|---|---|\n");
        var failed = new List<int>();
        foreach (var row in inputs.Rows)
        {
            string seen;
            try
            {
                seen = await inputs.VerdictAsync(row.Number);
            }
            catch (Exception e)
            {
                // The row's own test tells all of it.
                seen = "FAILED: " + e.Message.Split('\n')[0];
                failed.Add(row.Number);
            }

            table.AppendLine(CultureInfo.InvariantCulture, $"| {row.Number} | {row.Input} | {row.Door} | {row.Gets} | {seen} |");
        }

        output.WriteLine(table.ToString());
        Assert.Empty(failed);
    }
}

/// <summary>The sixty and their hosts; each is tried once, whoever asks first.</summary>
public sealed class SixtyBadInputs : IAsyncLifetime
{
    private readonly IBadInputs[] groups;
    private readonly Dictionary<int, Lazy<Task<string>>> verdicts;

    public SixtyBadInputs()
    {
        var scene = new HostileScene();
        groups = [new FeedInputs(), new TextInputs(scene), new CommandInputs(scene), new FileInputs(scene)];
        Rows = [.. groups.SelectMany(g => g.Rows)];
        verdicts = Rows.ToDictionary(r => r.Number, r => new Lazy<Task<string>>(r.TryAsync));
    }

    internal IReadOnlyList<BadInput> Rows { get; }

    /// <summary>What was seen when this input came in.</summary>
    public Task<string> VerdictAsync(int number) => verdicts[number].Value;

    public async ValueTask InitializeAsync()
    {
        foreach (var group in groups)
            await group.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in groups)
            await group.DisposeAsync();
    }
}
