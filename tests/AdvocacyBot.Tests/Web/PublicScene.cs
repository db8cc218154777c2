using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>A bot whose organizer announces actions in the web room, for the tests of public pages.</summary>
internal sealed class PublicScene : IAsyncDisposable
{
    private PublicScene(BotHarness bot, HttpClient organizer) => (Bot, Organizer) = (bot, organizer);

    public BotHarness Bot { get; }

    public HttpClient Organizer { get; }

    public static async Task<PublicScene> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? adjust = null)
    {
        var bot = await BotHarness.StartAsync(adjust: adjust, settings: settings);
        var organizer = await bot.OpenEndpointsAsync();
        await organizer.SignInAsync(bot.OrganizerLink());
        return new PublicScene(bot, organizer);
    }

    /// <summary>Announces an action and publishes it.</summary>
    /// <param name="line">What follows the command word, such as <c>"March" 2027-05-31 07:00 at "City Hall" open</c>.</param>
    /// <returns>The path of its page; null if it has none.</returns>
    public async Task<string?> AnnounceAsync(string line)
    {
        var before = await SayAsync($"announce {line}");
        var preview = (await Organizer.ReadRoomAsync(before)).Last(m => m.Choices.Length > 0);
        await Organizer.ChooseInRoomAsync(preview.Id, preview.Choices.First(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id);
        await Bot.TurnAsync();
        var upcoming = await Bot.InScopeAsync(s => s.GetRequiredService<PublicActions>().UpcomingAsync(Language.English, CancellationToken.None));
        return upcoming.FirstOrDefault(a => line.Contains(a.Title, StringComparison.Ordinal)) is { } action ? $"/a/{action.Name}" : null;
    }

    /// <summary>Another sign-in link, as the command line prints it.</summary>
    public Task<Uri> LinkAsync() => OrganizerLink.CreateAsync(
        Path.Combine(Bot.Folder, "room.db"), Bot.Services.GetRequiredService<MasterKey>(), Bot.Clock, Organizer.BaseAddress!, CancellationToken.None);

    /// <summary>The organizer says something, slowly enough for the limits.</summary>
    public async Task<long> SayAsync(string text)
    {
        Bot.Clock.Advance(TimeSpan.FromSeconds(2));
        var id = await Organizer.SayInRoomAsync(text);
        await Bot.TurnAsync();
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        Organizer.Dispose();
        await Bot.DisposeAsync();
    }
}
