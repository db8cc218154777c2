using System.CommandLine;
using AdvocacyBot.Verbs;

var root = new RootCommand("A community bot for advocacy groups: articles, facts with their sources, mobilizations.");
root.SetAction((_, ct) => RunVerb.RunAsync(ct));

var run = new Command("run", "Runs the bot; this is what happens without a verb, too.");
run.SetAction((_, ct) => RunVerb.RunAsync(ct));
root.Subcommands.Add(run);

return await root.Parse(args).InvokeAsync();
