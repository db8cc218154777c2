namespace AdvocacyBot.Web.Desk;

/// <summary>Examines the community in scope and, for the host's operator, the host.</summary>
/// <param name="isOperator">Whether the host's operator asks, who may learn of the host.</param>
/// <param name="ct">Cancels.</param>
public delegate Task<IReadOnlyList<DeskFinding>> DeskDoctor(bool isOperator, CancellationToken ct);

/// <summary>A result of an examination.</summary>
/// <param name="Name">What was examined.</param>
/// <param name="Kind">How it is.</param>
/// <param name="Sentence">What was found or how to fix it, in English as on the command line; without secrets.</param>
public sealed record DeskFinding(string Name, DeskFindingKind Kind, string Sentence);

/// <summary>How something is that was examined.</summary>
public enum DeskFindingKind
{
    Well,

    /// <summary>It works, but probably not as intended.</summary>
    Warning,

    /// <summary>It does not work until it is fixed.</summary>
    Problem,
}
