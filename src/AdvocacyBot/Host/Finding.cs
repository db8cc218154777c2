namespace AdvocacyBot.Host;

/// <summary>How urgently a <see cref="Finding"/> needs attention.</summary>
internal enum Severity
{
    Ok,

    /// <summary>The bot works, but probably not as intended.</summary>
    Warning,

    /// <summary>Something does not work until it is fixed.</summary>
    Failure,
}

/// <summary>One result of <c>doctor</c>.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Severity">How urgently it needs attention.</param>
/// <param name="Sentence">The result, or how to fix it; without secrets.</param>
internal sealed record Finding(string Name, Severity Severity, string Sentence)
{
    public static Finding Ok(string name, string sentence) => new(name, Severity.Ok, sentence);

    public static Finding Warning(string name, string sentence) => new(name, Severity.Warning, sentence);

    public static Finding Failure(string name, string sentence) => new(name, Severity.Failure, sentence);
}
