namespace AdvocacyBot.Core.Settings;

/// <summary>Settings that keep the bot from starting.</summary>
/// <param name="problems">One sentence for each mistake, without secrets.</param>
public sealed class SettingsException(IReadOnlyList<string> problems) : StartupException(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence for each mistake, without secrets.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
