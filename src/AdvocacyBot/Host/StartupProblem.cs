namespace AdvocacyBot.Host;

/// <summary>Why the bot cannot start: one sentence that says what to do. It ends with exit code 1 and no stack trace.</summary>
internal sealed class StartupProblem(string sentence, Exception? inner = null) : Exception(sentence, inner);
