using System.CommandLine;
using System.Globalization;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Verbs;

/// <summary>Lists the communities, suspends one, ends its suspension, exports one, or deletes a suspended one. Also works while the bot runs.</summary>
internal static class CommunitiesVerb
{
    public static Command Make()
    {
        var command = new Command("communities", "Lists the groups that this installation serves.");
        command.Does((_, ct) => ListAsync(ct));
        command.Subcommands.Add(WithName(
            "suspend", "Stops answering a group and posting for it. Deletes nothing.", (hosting, name, ct) => hosting.SuspendAsync(name, ct),
            "The group is suspended. The running bot stops answering it within ten seconds.",
            "There is no group with that name except the first one, which cannot be suspended. 'communities' lists the groups."));
        command.Subcommands.Add(WithName(
            "resume", "Ends a suspension.", (hosting, name, ct) => hosting.ResumeAsync(name, ct),
            "The running bot serves the group again within ten seconds.",
            "There is no suspended group with that name, or it is being deleted. 'communities' lists the groups."));
        command.Subcommands.Add(WithName(
            "delete", "Deletes a suspended group with all its data, including the keys of its actions. This cannot be undone.",
            (hosting, name, ct) => hosting.DeleteAsync(name, ct),
            "The running bot deletes the group within five minutes; if the bot is stopped, it does so at its next start.",
            "There is no suspended group with that name. Suspend it first; the first group cannot be deleted. 'communities' lists the groups."));
        command.Subcommands.Add(CommunityExport.Make());
        return command;
    }

    private static Command WithName(string verb, string description, Func<CommunityHosting, string, CancellationToken, Task<bool>> work, string done, string refused)
    {
        var name = new Argument<string>("name") { Description = "The short name that 'communities' shows." };
        var command = new Command(verb, description) { name };
        command.Does(async (arguments, ct) =>
        {
            await using var bot = await OfflineBot.OpenAsync(ct);
            if (await work(bot.Get<CommunityHosting>(), arguments.GetRequiredValue(name), ct))
            {
                Console.Out.WriteLine(done);
                return 0;
            }

            await Console.Error.WriteLineAsync(refused);
            return 1;
        });
        return command;
    }

    private static async Task<int> ListAsync(CancellationToken ct)
    {
        await using var bot = await OfflineBot.OpenAsync(ct);
        var db = bot.Get<BotDb>();
        foreach (var community in await db.Communities.AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct))
        {
            var places = await db.Places.CountAsync(p => p.CommunityId == community.Id, ct);
            var note = community.LeftAt is { } since ? $", suspended since {since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{community.Slug}  {community.Name}  ({places} places{note})"));
        }

        return 0;
    }
}
