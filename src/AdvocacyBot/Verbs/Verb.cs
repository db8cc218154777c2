using System.CommandLine;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary>What all verbs share: an expected failure is one sentence on standard error and exit code 1.</summary>
internal static class Verb
{
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction(async (arguments, ct) =>
        {
            try
            {
                return await work(arguments, ct);
            }
            catch (Exception e) when (StartupFailures.Explain(e) is { } sentence)
            {
                await Console.Error.WriteLineAsync(sentence);
                return 1;
            }
        });
}
