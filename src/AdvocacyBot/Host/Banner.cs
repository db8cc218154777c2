using System.Globalization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Sample;
using AdvocacyBot.Settings;
using AdvocacyBot.Web.Sessions;
using Microsoft.AspNetCore.Hosting.Server;

namespace AdvocacyBot.Host;

/// <summary>What the console shows once the bot runs: its address, how to become an organizer, what is on.</summary>
internal static class Banner
{
    public static async Task WriteAsync(WebApplication app, TextWriter console, CancellationToken ct)
    {
        var settings = app.Services.GetRequiredService<HostSettings>();
        console.WriteLine($"{settings.Bot.Name} {BotVersion.Of(typeof(Banner).Assembly)}");
        if (settings.Web.Enabled)
        {
            var address = settings.Web.PublicUrl ?? app.Services.GetRequiredService<IServer>().ListeningAddress;
            Row("Web room", address.ToString());
            Row("Organizer link", $"{app.Services.GetRequiredService<OrganizerLink>().At(address)} (valid once, for one hour)");
        }

        Row("Platforms", string.Join(", ", app.Services.GetServices<IChatPlatform>().Select(p => p.Name)));
        Row("Data", app.Services.GetRequiredService<DataFolder>().Path);
        if (app.Services.GetRequiredService<SampleState>().IsOn)
            Row("Sample data", "on: a sample feed and sample facts, until you add your own");
        foreach (var place in await UnconfirmedAsync(app, ct))
            Row("Not confirmed", PlaceFindings.Sentence(place));
        console.WriteLine("Press Ctrl+C to stop.");

        void Row(string name, string value) => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15} {value}"));
    }

    private static async Task<IReadOnlyList<Place>> UnconfirmedAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await PlaceFindings.UnconfirmedAsync(scope.ServiceProvider.GetRequiredService<BotDb>(), ct);
    }
}
