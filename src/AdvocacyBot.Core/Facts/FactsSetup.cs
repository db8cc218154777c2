using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Uploads;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Facts;

/// <summary>Registers everything about facts.</summary>
internal static class FactsSetup
{
    public static IServiceCollection AddFacts(this IServiceCollection services) =>
        services
            .AddSingleton<FactsMemory>()
            .AddSingleton<MissLog>()
            .AddScoped<ClaimWriter>()
            .AddScoped<SharedNames>()
            .AddScoped(s => new ImportFacts(
                s.GetRequiredService<BotDb>(), s.GetRequiredService<WriteTransaction>(), s.GetRequiredService<ClaimWriter>(), s.GetRequiredService<SharedNames>(),
                s.GetRequiredService<TimeProvider>()))
            .AddScoped(s => new ExampleFacts(s.GetRequiredService<BotDb>(), s.GetRequiredService<WriteTransaction>(), s.GetRequiredService<ImportFacts>()))
            .AddScoped(s => new PrepareFacts(s.GetRequiredService<BotDb>(), s.GetRequiredService<IServiceScopeFactory>()))
            .AddScoped(s => new ExportFacts(s.GetRequiredService<BotDb>()))
            .AddScoped(s => new AnswerQuestion(
                s.GetRequiredService<BotDb>(), s.GetRequiredService<FactsMemory>(), s.GetRequiredService<MissLog>(), s.GetRequiredService<RecentReadings>(),
                s.GetRequiredService<FindOwnAction>(), s.GetRequiredService<TimeProvider>()))
            .AddSingleton<RecentReadings>()
            .AddForgetting<RecentReadings>((memory, member) => memory.Forget(member))
            .AddQuota<Claim>(Quota.Facts, claim => claim.Status != ClaimStatus.Retracted)
            .AddScoped<RewriteCiting>(_ => (_, _) => Task.CompletedTask)
            .AddScoped<FindOwnAction>(_ => (_, _, _) => Task.FromResult<Reply?>(null))
            .AddScoped(s => new RelatedClaims(s.GetRequiredService<BotDb>(), s.GetRequiredService<FactsMemory>()))
            .AddScoped(s => new PublishedTopics(s.GetRequiredService<BotDb>(), s.GetRequiredService<FactsMemory>()))
            .AddScoped(s => new PublicFacts(s.GetRequiredService<BotDb>(), s.GetRequiredService<FactsMemory>(), s.GetRequiredService<FactCards>()))
            .AddScoped<FiguresInText>()
            .AddScoped<Editors>()
            .AddScoped<EditFacts>()
            .AddScoped<ApplyNameChange>()
            .AddScoped<ChangeNames>()
            .AddScoped(s => new FactUploads(
                s.GetRequiredService<BotDb>(), s.GetRequiredService<ImportFacts>(), s.GetRequiredService<ChangeNames>(), s.GetRequiredService<WriteTransaction>(),
                s.GetRequiredService<OrganizerAction>()))
            .AddScoped<Synonyms>()
            .AddScoped<Decisions>()
            .AddScoped<EditReplies>()
            .AddScoped<Corrections>()
            .AddScoped<FactHistory>()
            .AddScoped<FactCards>()
            .AddCommand<AskCommand>()
            .AddCommand<CardCommand>()
            .AddCommand<HistoryCommand>()
            .AddCommand<ProposeCommand>()
            .AddCommand<EditCommand>()
            .AddCommand<QueueCommand>()
            .AddCommand<ApproveCommand>()
            .AddCommand<RejectCommand>()
            .AddCommand<RetractCommand>()
            .AddCommand<RevertCommand>()
            .AddCommand<MissesCommand>()
            .AddCommand<TopicAddCommand>()
            .AddCommand<NameAddCommand>()
            .AddCommand<NameRemoveCommand>()
            .AddCommand<NameMergeCommand>()
            .AddCommand<SourceAddCommand>()
            .AddCommand<SourceRemoveCommand>()
            .AddCommand<SourceMergeCommand>()
            .AddCommand<ExamplesCommand>()
            .AddCommand<CheckCommand>()
            .AddChoices<FactChoiceHandler>()
            .AddChoices<SynonymChoiceHandler>()
            .AddScoped<ClaimLabels>()
            .AddSuggester<QuestionSuggester>()
            .AddSuggester<ClaimSuggester>()
            .AddSuggester<PendingClaimSuggester>()
            .AddSuggester<OwnNameSuggester>()
            .AddSuggester<SourceSuggester>()
            .AddScoped<KeepMisses>()
            .AddHousekeeper<KeepAllMisses>();
}
