using System.CommandLine;
using System.Globalization;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Verbs;

/// <summary>
/// Lists the places of each community, confirms one that an upgrade took over, removes one, and creates a code with which another
/// one joins the first community. Also works while the bot runs.
/// </summary>
internal static class PlacesVerb
{
    public static Command Make()
    {
        var command = new Command("places", "Lists the servers and rooms of each community.");
        command.Does((_, ct) => ListAsync(ct));
        command.Subcommands.Add(WithId("confirm", "Confirms a place that an upgrade took over, so that its organizers can give orders.", ConfirmAsync));
        command.Subcommands.Add(WithId("leave", "Ends a place's membership.", LeaveAsync));
        var code = new Command("code", "Creates a code with which a server or room joins the first community: valid once, for one hour.");
        code.Does((_, ct) => CodeAsync(ct));
        command.Subcommands.Add(code);
        return command;
    }

    private static Command WithId(string name, string description, Func<OfflineBot, long, CancellationToken, Task<bool>> work)
    {
        var id = new Argument<long>("id") { Description = "The number that 'places' shows." };
        var command = new Command(name, description) { id };
        command.Does(async (arguments, ct) =>
        {
            await using var bot = await OfflineBot.OpenAsync(ct);
            if (await work(bot, arguments.GetRequiredValue(id), ct))
            {
                Console.Out.WriteLine("Done.");
                return 0;
            }

            await Console.Error.WriteLineAsync("There is no place with that number. 'places' lists them.");
            return 1;
        });
        return command;
    }

    private static Task<bool> ConfirmAsync(OfflineBot bot, long id, CancellationToken ct) => bot.Get<Membership>().ConfirmAsync(id, ct);

    private static async Task<bool> LeaveAsync(OfflineBot bot, long id, CancellationToken ct) => await bot.Get<Membership>().LeaveAsync(id, ct) is not null;

    private static async Task<int> CodeAsync(CancellationToken ct)
    {
        await using var bot = await OfflineBot.OpenAsync(ct);
        Console.Out.WriteLine(await bot.Get<Membership>().NewCodeAsync(Community.FirstId, ct));
        return 0;
    }

    private static async Task<int> ListAsync(CancellationToken ct)
    {
        await using var bot = await OfflineBot.OpenAsync(ct);
        var db = bot.Get<BotDb>();
        foreach (var community in await db.Communities.AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct))
        {
            Console.Out.WriteLine(community.Name);
            foreach (var place in await db.Places.AsNoTracking().Where(p => p.CommunityId == community.Id).OrderBy(p => p.Id).ToListAsync(ct))
            {
                var note = place.State == PlaceState.Unconfirmed ? "  (not confirmed: run 'places confirm " + place.Id.ToString(CultureInfo.InvariantCulture) + "')" : "";
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {place.Id}  {place.Platform}  {place.Key}{note}"));
            }
        }

        return 0;
    }
}
