using System.Runtime.CompilerServices;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>
/// A test that needs a real Synapse. Debian's sid cannot install it every day: if CI has found that out, it sets
/// ADVOCACYBOT_TESTS_WITHOUT_SYNAPSE, and these tests are reported as skipped.
/// </summary>
public sealed class SynapseFactAttribute : FactAttribute
{
    public SynapseFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = SynapseSkip.Reason;
}

/// <summary>As <see cref="SynapseFactAttribute"/>, for several inputs.</summary>
public sealed class SynapseTheoryAttribute : TheoryAttribute
{
    public SynapseTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = SynapseSkip.Reason;
}

/// <summary>A test that needs a real Synapse and matrix-js-sdk.</summary>
public sealed class MatrixSdkSynapseFactAttribute : FactAttribute
{
    public MatrixSdkSynapseFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = SynapseSkip.Reason ?? MatrixSdkFactAttribute.SkipReason;
}

internal static class SynapseSkip
{
    /// <summary>Why tests with Synapse cannot run; null if they can.</summary>
    public static string? Reason => Environment.GetEnvironmentVariable("ADVOCACYBOT_TESTS_WITHOUT_SYNAPSE") is { Length: > 0 }
        ? "Synapse could not be installed."
        : Needs.SkipWithout(Synapse.IsInstalled, "Synapse");
}
