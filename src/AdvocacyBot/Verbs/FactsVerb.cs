using System.CommandLine;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Related;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary><c>facts lint</c>, <c>import</c> and <c>export</c>: fact files into the store and out of it.</summary>
internal static class FactsVerb
{
    public static Command Make()
    {
        var command = new Command("facts", "Fact files: checks, imports and exports them.");
        command.Subcommands.Add(Lint());
        command.Subcommands.Add(Import());
        command.Subcommands.Add(Export());
        return command;
    }

    private static Command Lint()
    {
        var files = Files();
        var links = new Option<bool>("--links") { Description = "Also follows the links of sources and says which are dead." };
        var community = CommunityOption.Make();
        var command = new Command("lint", "Says what is wrong in fact files, with line and column; changes nothing.") { files, links, community };
        command.Does((arguments, ct) => RunAsync(
            arguments.GetRequiredValue(files), new ImportOptions(DryRun: true), arguments.GetValue(community), arguments.GetValue(links), ct));
        return command;
    }

    private static Command Import()
    {
        var files = Files();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would happen." };
        var newNames = new Option<bool>("--new-names") { Description = "Also adds the topics and names that are unknown, with a warning for each." };
        var community = CommunityOption.Make();
        var command = new Command("import", "Brings fact files into the store: all of a file, or nothing of it.") { files, dryRun, newNames, community };
        command.Does((arguments, ct) => RunAsync(
            arguments.GetRequiredValue(files), new ImportOptions(arguments.GetValue(dryRun)) { AddsNames = arguments.GetValue(newNames) },
            arguments.GetValue(community), false, ct));
        return command;
    }

    private static Command Export()
    {
        var file = new Argument<string>("file") { Description = "YAML, or .json, or .csv (with its terms and sources as .terms.csv and .sources.csv, and a datapackage.json)." };
        var community = CommunityOption.Make();
        var command = new Command("export", "Writes all published facts to a file.") { file, community };
        command.Does(async (arguments, ct) =>
        {
            var path = Path.GetFullPath(arguments.GetRequiredValue(file));
            await using var bot = await OfflineBot.OpenAsync(ct, arguments.GetValue(community));
            await using var text = OutputFile.Create(path);
            var count = await bot.Get<ExportFacts>().RunAsync(text, path, ct);
            if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                await using var terms = OutputFile.Create(Path.ChangeExtension(path, ".terms.csv"));
                await using var sources = OutputFile.Create(Path.ChangeExtension(path, ".sources.csv"));
                await bot.Get<ExportFacts>().WriteNamesAsync(terms, sources, ct);
                await using var package = OutputFile.Create(Path.Combine(Path.GetDirectoryName(path)!, "datapackage.json"));
                await package.WriteLineAsync(ExportFacts.DataPackage(Path.GetFileName(path)));
            }

            Console.Out.WriteLine($"{path}: {count} facts");
            return 0;
        });
        return command;
    }

    private static Argument<string[]> Files() =>
        new("file") { Description = "YAML, or CSV with the same column names.", Arity = ArgumentArity.OneOrMore };

    private static async Task<int> RunAsync(string[] files, ImportOptions options, string? community, bool followLinks, CancellationToken ct)
    {
        await using var bot = await OfflineBot.OpenAsync(ct, community);
        var import = bot.Get<ImportFacts>();
        var language = bot.Settings.Bot.DefaultLanguage;
        var failed = false;
        foreach (var file in files)
        {
            InputFile.Open(file).Dispose();
            var outcome = await ImportAsync(import, file, options, ct);
            if (followLinks)
                outcome = outcome with { Problems = [.. outcome.Problems, .. await bot.Get<CheckLinks>().RunAsync(outcome.Links, language, ct)] };
            foreach (var problem in outcome.Problems)
                await Console.Error.WriteLineAsync(problem.Write(file, language));
            failed |= outcome.HasErrors;
            Console.Out.WriteLine(Summary(file, outcome));
        }

        return failed ? 1 : 0;
    }

    private static async Task<ImportOutcome> ImportAsync(ImportFacts import, string file, ImportOptions options, CancellationToken ct)
    {
        if (Console.IsErrorRedirected)
            return await import.FileAsync(file, options, null, ct);

        using var progress = new ProgressLine(Console.Error, Path.GetFileName(file));
        return await import.FileAsync(file, options, progress, ct);
    }

    private static string Summary(string file, ImportOutcome outcome)
    {
        var errors = outcome.Problems.Count(p => p.IsError);
        var found = $"{file}: {outcome.Facts} facts, {errors} errors, {outcome.Problems.Count - errors} warnings";
        if (outcome.HasErrors)
            return $"{found}; nothing was changed";
        return outcome.IsDryRun ? found : $"{found}; {outcome.Added} added, {outcome.Changed} changed";
    }
}
