using AdvocacyBot.Core.Chat;
using AdvocacyBot.Room;
using AdvocacyBot.Sample;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace AdvocacyBot.Host;

/// <summary>What the console shows once the bot runs: where it is, how to become an organizer, what is on.</summary>
internal static class Banner
{
    public static void Write(WebApplication app, IAnsiConsole console)
    {
        var settings = app.Services.GetRequiredService<HostSettings>();
        var platforms = app.Services.GetServices<IChatPlatform>().Select(p => p.Name);
        console.Profile.Width = Math.Max(console.Profile.Width, 250); // A link that is broken over lines cannot be opened.
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        if (settings.RoomEnabled)
        {
            var room = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            Row("Room", room.ToString());
            Row("Organizer link", $"{app.Services.GetRequiredService<OrganizerLink>().At(room)} (good once, for an hour)");
        }

        Row("Platforms", string.Join(", ", platforms));
        Row("Data", app.Services.GetRequiredService<DataFolder>().Path);
        if (app.Services.GetRequiredService<SampleState>().IsOn)
            Row("Samples", "on: a sample feed and sample facts, until you add your own");

        console.MarkupLineInterpolated($"[bold]{settings.Bot.Name}[/] {typeof(Banner).Assembly.GetName().Version!.ToString(3)}");
        console.Write(grid);
        console.WriteLine("Press Ctrl+C to stop.");

        void Row(string name, string value) => grid.AddRow(new Markup($"[grey]{name}[/]"), new Spectre.Console.Text(value));
    }
}
