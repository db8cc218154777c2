using System.Runtime.CompilerServices;
namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>
/// A test that needs a real Synapse. Debian's sid cannot install it every day: where CI has found that out, and has said so, it
/// sets ADVOCACYBOT_TESTS_WITHOUT_SYNAPSE, and these tests are reported as skipped.
/// </summary>
public sealed class SynapseFactAttribute : FactAttribute
{
    public SynapseFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Environment.GetEnvironmentVariable("ADVOCACYBOT_TESTS_WITHOUT_SYNAPSE") is { Length: > 0 }
        ? "Synapse could not be installed."
        : Needs.SkipWithout(Synapse.IsInstalled, "Synapse");
}
