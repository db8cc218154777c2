namespace AdvocacyBot.Core;

/// <summary>The bot cannot start. The process prints the sentence without a stack trace and exits with code 1.</summary>
/// <param name="sentence">The cause, and what to do about it.</param>
public class StartupException(string sentence, Exception? inner = null) : Exception(sentence, inner);
