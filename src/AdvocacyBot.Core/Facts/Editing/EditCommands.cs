using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>A step of editing as a command: for organizers, in private, once for its event. Each says only what its step is.</summary>
internal abstract class EditStep(EditReplies replies)
{
    protected static OptionSpec Id { get; } = new("id");

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        replies.OnceAsync(request, inner => StepAsync(request, inner), ct);

    protected static CommandSpec For(string name, params IReadOnlyList<OptionSpec> options) => new(name, FactTexts.All)
    {
        Audience = Audience.Organizers,
        Options = options,
        IsPrivate = true,
    };

    protected abstract Task<EditOutcome> StepAsync(Request request, CancellationToken ct);
}

/// <summary>Proposes a new fact.</summary>
internal sealed class ProposeCommand(EditFacts edit, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("fact propose", new OptionSpec("columns", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        edit.ProposeAsync(request.Required("columns"), request.Intent.Member, request.Language, ct);
}

/// <summary>Proposes a change to a fact.</summary>
internal sealed class EditCommand(EditFacts edit, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("fact edit", Id, new OptionSpec("columns", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        edit.EditAsync(request.Required("id"), request.Required("columns"), request.Intent.Member, request.Language, ct);
}

/// <summary>Publishes the version that waits.</summary>
internal sealed class ApproveCommand(Decisions decisions, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("fact approve", Id, new OptionSpec("version", OptionKind.Number));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        decisions.ApproveAsync(request.Required("id"), request.Number("version")!.Value, request.Intent, ct);
}

/// <summary>Turns the version that waits down.</summary>
internal sealed class RejectCommand(Decisions decisions, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("fact reject", Id, new OptionSpec("reason", OptionKind.Rest, Required: false));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        decisions.RejectAsync(request.Required("id"), request["reason"], request.Intent.Member, ct);
}

/// <summary>Takes a published fact out of all answers.</summary>
internal sealed class RetractCommand(EditFacts edit, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("fact retract", Id, new OptionSpec("reason", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        edit.RetractAsync(request.Required("id"), request.Required("reason"), request.Intent.Member, ct);
}

/// <summary>Proposes an earlier version again.</summary>
internal sealed class RevertCommand(EditFacts edit, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("fact revert", Id, new OptionSpec("version", OptionKind.Number));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        edit.RevertAsync(request.Required("id"), request.Number("version")!.Value, request.Intent.Member, ct);
}
