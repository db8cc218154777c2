using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Commands;

/// <summary>All commands, choice handlers and suggesters, as the features have registered them.</summary>
public sealed class CommandCatalog(IEnumerable<CommandEntry> commands, IEnumerable<ChoiceEntry> choices, IEnumerable<SuggesterEntry> suggesters)
{
    private readonly Dictionary<string, CommandEntry> byName = commands.ToDictionary(c => c.Spec.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ChoiceEntry> byPrefix = choices.ToDictionary(c => c.Prefix, StringComparer.Ordinal);
    private readonly Dictionary<string, Type> byOption = suggesters.ToDictionary(s => s.Option, s => s.Type, StringComparer.Ordinal);

    /// <summary>In the order of their registration, which is the order in which help shows them.</summary>
    public IReadOnlyList<CommandSpec> Specs { get; } = [.. commands.Select(c => c.Spec)];

    /// <summary>The commands that exist on a platform.</summary>
    public IReadOnlyList<CommandSpec> SpecsOn(string platform) => [.. Specs.Where(s => s.OnlyOn is null || s.OnlyOn == platform)];

    public CommandSpec? Find(string name) => byName.GetValueOrDefault(name)?.Spec;

    internal ICommand Make(CommandSpec spec, IServiceProvider scope) => (ICommand)scope.GetRequiredService(byName[spec.Name].Type);

    internal IChoiceHandler? MakeChoice(string prefix, IServiceProvider scope) =>
        byPrefix.TryGetValue(prefix, out var entry) ? (IChoiceHandler)scope.GetRequiredService(entry.Type) : null;

    /// <summary>Whether the organizer log records choices of a prefix.</summary>
    internal bool IsOrganizing(string prefix) => byPrefix.GetValueOrDefault(prefix) is { IsOrganizing: true };

    internal IOptionSuggester? MakeSuggester(string option, IServiceProvider scope) =>
        byOption.TryGetValue(option, out var type) ? (IOptionSuggester)scope.GetRequiredService(type) : null;
}

/// <summary>A registered command.</summary>
public sealed record CommandEntry(CommandSpec Spec, Type Type);

/// <summary>A registered choice handler.</summary>
/// <param name="IsOrganizing">Whether the organizer log records its use by an organizer.</param>
public sealed record ChoiceEntry(string Prefix, Type Type, bool IsOrganizing = false);

/// <summary>A registered suggester.</summary>
public sealed record SuggesterEntry(string Option, Type Type);

/// <summary>How a feature registers what it answers to.</summary>
public static class CommandRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddCommand<T>()
            where T : class, ICommand =>
            services.AddScoped<T>().AddSingleton(new CommandEntry(T.Spec, typeof(T)));

        public IServiceCollection AddChoices<T>()
            where T : class, IChoiceHandler =>
            services.AddScoped<T>().AddSingleton(new ChoiceEntry(T.Prefix, typeof(T), T.IsOrganizing));

        public IServiceCollection AddSuggester<T>()
            where T : class, IOptionSuggester
        {
            services.AddScoped<T>();
            foreach (var option in T.OtherOptions.Prepend(T.Option))
                services.AddSingleton(new SuggesterEntry(option, typeof(T)));
            return services;
        }
    }
}
