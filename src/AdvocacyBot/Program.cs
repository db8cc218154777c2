using System.CommandLine;
using AdvocacyBot.Verbs;

var root = new RootCommand("A community bot for advocacy groups: articles, facts with their sources, mobilizations.");
root.Does((_, ct) => RunVerb.RunAsync(ct));

var run = new Command("run", "Runs the bot; without a verb this happens, too.");
run.Does((_, ct) => RunVerb.RunAsync(ct));
root.Subcommands.Add(run);

root.Subcommands.Add(AskVerb.Make());
root.Subcommands.Add(FactsVerb.Make());
root.Subcommands.Add(FeedsVerb.Make());
root.Subcommands.Add(AnnounceVerb.Make());
root.Subcommands.Add(OrganizerVerb.Make());
root.Subcommands.Add(PlacesVerb.Make());
root.Subcommands.Add(CommunitiesVerb.Make());
root.Subcommands.Add(BackupVerb.MakeBackup());
root.Subcommands.Add(BackupVerb.MakeRestore());
root.Subcommands.Add(DoctorVerb.Make());

var health = new Command("health", "Asks the running bot whether it is ready.");
health.Does((_, ct) => HealthVerb.RunAsync(ct));
root.Subcommands.Add(health);

// The host itself hears when it is told to stop, and drains; the command line must not cut it off.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
