using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Facts;

/// <summary>What changed in a fact, without what readers have no use for.</summary>
public sealed class FactDiffTests
{
    [Fact]
    public void An_id_is_no_change_and_every_other_column_has_a_name_in_each_language()
    {
        var (before, after) = (new FactRecord(0, 0), new FactRecord(0, 0));
        after.Cells["id"] = new FactCell(["F-0036"], 1, 1);
        after.Cells["value"] = new FactCell(["12"], 1, 1);

        var change = Assert.Single(FactDiff.Between(before, after));
        Assert.Equal("Valeur: – → 12", PlainText.Write(FactDiff.Write([change], Language.French).Items[0], Language.French));
        Assert.Equal("value: – → 12", PlainText.Write(FactDiff.Write([change]).Items[0], Language.English));
        foreach (var column in FactColumns.All.Where(c => c.Name is not ("id" or "keywords")))
            Assert.All(LanguageNames.All, language => Assert.Contains($"column.{column.Name}", FactTexts.All.Own(language).Keys));
    }

    [Theory]
    [InlineData("card foo", "foo")]
    [InlineData("card f-12", "F-0012")]
    public async Task An_unknown_fact_is_named_as_it_was_typed(string text, string shown)
    {
        await using var bot = await BotHarness.StartAsync();

        var reply = PlainText.Write(await bot.SayAsync(text));

        Assert.Contains(shown, reply, StringComparison.Ordinal);
        Assert.DoesNotContain("00oo", reply, StringComparison.Ordinal);
    }
}
