using System.CommandLine;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Host;
using AdvocacyBot.Settings;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Verbs;

/// <summary><c>organizer link</c>: prints another sign-in link for the running bot.</summary>
internal static class OrganizerVerb
{
    public static Command Make()
    {
        var link = new Command("link", "Prints a link with which an organizer signs in on the web: valid once, for one hour. Works while the bot runs.");
        link.Does((_, ct) => LinkAsync(ct));
        return new Command("organizer", "Organizers of the web room.") { link };
    }

    private static async Task<int> LinkAsync(CancellationToken ct)
    {
        var settings = HostSettings.Read(BotConfiguration.Load());
        var folder = DataFolder.Open(settings.Data);
        await using var services = new ServiceCollection().AddBot(settings, folder).BuildServiceProvider();
        var site = settings.Web.PublicUrl ?? settings.Web.Url;
        Console.Out.WriteLine(await OrganizerLink.CreateAsync(folder.RoomHistory, services.GetRequiredService<MasterKey>(), TimeProvider.System, site, ct));
        return 0;
    }
}
