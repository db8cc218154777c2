using AdvocacyBot.Core.Facts.Asking;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>A bot that holds the bundled facts, for all the tests that only ask.</summary>
public sealed class FactsBot : IAsyncLifetime
{
    internal BotHarness Bot { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Bot = await BotHarness.StartAsync();
        await Bot.ImportBundledAsync();
    }

    public async Task DisposeAsync() => await Bot.DisposeAsync();

    internal Task<AnswerOutcome> AskAsync(string question, Language language = Language.English) => Bot.AskAsync(question, language);
}

internal static class FactsHarness
{
    public static Task<bool> ImportBundledAsync(this BotHarness bot) => bot.InScopeAsync(async services =>
    {
        await services.GetRequiredService<ImportFacts>().BundledAsync(CancellationToken.None);
        return true;
    });

    public static Task<AnswerOutcome> AskAsync(this BotHarness bot, string question, Language language = Language.English) =>
        bot.InScopeAsync(services => services.GetRequiredService<AnswerQuestion>().RunAsync(question, language, CancellationToken.None));
}
