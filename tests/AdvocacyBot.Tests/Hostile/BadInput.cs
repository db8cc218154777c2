namespace AdvocacyBot.Tests.Hostile;

/// <summary>One of the sixty bad inputs.</summary>
/// <param name="Number">From 1 to 60.</param>
/// <param name="Input">What comes in.</param>
/// <param name="Door">Where it comes in.</param>
/// <param name="Gets">What it has to get.</param>
/// <param name="TryAsync">Brings it in, asserts what it gets, and says in a few words what was seen.</param>
internal sealed record BadInput(int Number, string Input, string Door, string Gets, Func<Task<string>> TryAsync);

/// <summary>Bad inputs that share the hosts that they try.</summary>
internal interface IBadInputs : IAsyncDisposable
{
    IReadOnlyList<BadInput> Rows { get; }

    /// <summary>Starts the hosts.</summary>
    Task StartAsync();
}
