namespace AdvocacyBot.Tests.Web;

/// <summary>What is left of an action after its answers are deleted stays at the desk, with the receipt.</summary>
public sealed class DeskReceiptTests
{
    [Fact]
    public async Task The_receipt_of_a_deleted_action_is_shown_at_the_desk()
    {
        await using var scene = await PublicScene.StartAsync();
        var page = await scene.AnnounceAsync("\"March for water\" 2026-05-06 07:00 America/Toronto at \"City Hall\" open");
        Assert.NotNull(page);
        Assert.DoesNotContain("Deleted", await scene.Organizer.GetStringAsync("/desk"), StringComparison.Ordinal);

        await scene.Bot.AdvanceAsync(TimeSpan.FromDays(12));

        var desk = await scene.Organizer.GetStringAsync("/desk");
        Assert.Contains("<summary>Deleted</summary>", desk, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk/actions/1\"", desk, StringComparison.Ordinal);
        var receipt = await scene.Organizer.GetStringAsync("/desk/actions/1");
        Assert.Contains("The key", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"do\"", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain(page, receipt, StringComparison.Ordinal);
    }
}
