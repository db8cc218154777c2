using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>
/// Within the bot's own process: listens to what its database library and its HTTP client tell of themselves, and at the step
/// sends the process SIGKILL.
/// </summary>
internal sealed class DieAt(CrashStep step) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Variable = "ADVOCACYBOT_TESTS_DIE_AT";
    private readonly ConcurrentDictionary<Guid, byte> transactions = new();

    /// <summary>What makes a process die at the step.</summary>
    public static (string Name, string Value)[] Settings(CrashStep step) =>
        [("DOTNET_STARTUP_HOOKS", typeof(DieAt).Assembly.Location), (Variable, step.ToString())];

    public static void Arm()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } text)
            DiagnosticListener.AllListeners.Subscribe(new DieAt(CrashStep.Read(text)));
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.EntityFrameworkCore" or "HttpHandlerDiagnosticListener")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var comes = value.Value switch
        {
            CommandEventData command when value.Key == RelationalEventId.CommandExecuting.Name => Note(command),
            TransactionEventData transaction when value.Key == RelationalEventId.TransactionCommitting.Name =>
                step.Moment == Moment.BeforeCommit && transactions.ContainsKey(transaction.ConnectionId),
            TransactionEndEventData transaction when value.Key == RelationalEventId.TransactionCommitted.Name =>
                transactions.TryRemove(transaction.ConnectionId, out _) && step.Moment == Moment.AfterCommit,
            { } request when value.Key == "System.Net.Http.HttpRequestOut.Start" => step.Moment == Moment.BeforeRequest && IsTheRequest(request),
            { } request when value.Key == "System.Net.Http.HttpRequestOut.Stop" => step.Moment == Moment.AfterRequest && IsTheRequest(request),
            _ => false,
        };
        if (comes)
            Process.GetCurrentProcess().Kill();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>Whether the step is this very statement; otherwise remembers that it belongs to the transaction.</summary>
    private bool Note(CommandEventData command)
    {
        if (!command.Command.CommandText.Contains(step.Sign, StringComparison.Ordinal))
            return false;
        if (command.Command.Transaction is null)
            return step.Moment == Moment.BeforeCommit;
        transactions[command.ConnectionId] = 0;
        return false;
    }

    private bool IsTheRequest(object payload) =>
        payload.GetType().GetProperty("Request")?.GetValue(payload) is HttpRequestMessage { RequestUri: { } address } request
        && step.IsRequest(request.Method.Method, address);
}
