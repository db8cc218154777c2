using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Core.Processes;

/// <summary>Rings when a process on this database has appeared or ended, so that what they divide among themselves is divided anew.</summary>
public sealed class ProcessBell : Bell;
