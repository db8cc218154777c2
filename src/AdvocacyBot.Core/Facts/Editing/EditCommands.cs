using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Proposes a new fact.</summary>
internal sealed class ProposeCommand(EditFacts edit, EditReplies replies) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact propose", FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("columns", OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(request, inner => edit.ProposeAsync(request.Required("columns"), request.Intent.Member, request.Language, inner), ct);
}

/// <summary>Proposes a change to a fact.</summary>
internal sealed class EditCommand(EditFacts edit, EditReplies replies) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact edit", FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("id"), new OptionSpec("columns", OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(
            request,
            inner => edit.EditAsync(request.Required("id"), request.Required("columns"), request.Intent.Member, request.Language, inner),
            ct);
}

/// <summary>Publishes the version that waits.</summary>
internal sealed class ApproveCommand(EditFacts edit, EditReplies replies) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact approve", FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("id"), new OptionSpec("version", OptionKind.Number)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(
            request, inner => edit.ApproveAsync(request.Required("id"), request.Number("version")!.Value, request.Intent.Member, inner), ct);
}

/// <summary>Turns the version that waits down.</summary>
internal sealed class RejectCommand(EditFacts edit, EditReplies replies) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact reject", FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("id"), new OptionSpec("reason", OptionKind.Rest, Required: false)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(request, inner => edit.RejectAsync(request.Required("id"), request["reason"], request.Intent.Member, inner), ct);
}

/// <summary>Takes a published fact out of all answers.</summary>
internal sealed class RetractCommand(EditFacts edit, EditReplies replies) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact retract", FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("id"), new OptionSpec("reason", OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(request, inner => edit.RetractAsync(request.Required("id"), request.Required("reason"), request.Intent.Member, inner), ct);
}

/// <summary>Proposes an earlier version again.</summary>
internal sealed class RevertCommand(EditFacts edit, EditReplies replies) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact revert", FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("id"), new OptionSpec("version", OptionKind.Number)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(
            request, inner => edit.RevertAsync(request.Required("id"), request.Number("version")!.Value, request.Intent.Member, inner), ct);
}
