using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Editing;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>Proposes a topic with its names.</summary>
internal sealed class TopicAddCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("topic add", new OptionSpec("columns", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        names.ProposeAsync(text => text.Topic(request.Required("columns")), request.Intent.Member, request.Language, ct);
}

/// <summary>Proposes another name of something known, or a new organization, person, place and so on.</summary>
internal sealed class NameAddCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("name add", new OptionSpec("columns", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        names.ProposeAsync(text => text.Name(request.Required("columns")), request.Intent.Member, request.Language, ct);
}

/// <summary>Proposes to remove a name, or a topic or organization that no fact uses.</summary>
internal sealed class NameRemoveCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("name remove", new OptionSpec("name", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        names.ProposeAsync(text => text.Remove(request.Required("name")), request.Intent.Member, request.Language, ct);
}

/// <summary>Proposes to make one of two topics or names that are the same.</summary>
internal sealed class NameMergeCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("name merge", new OptionSpec("name"), new OptionSpec("into", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        names.ProposeAsync(text => text.Merge(request.Required("name"), request.Required("into")), request.Intent.Member, request.Language, ct);
}

/// <summary>Proposes a source by its address, or other columns of one.</summary>
internal sealed class SourceAddCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("source add", new OptionSpec("url"), new OptionSpec("columns", OptionKind.Rest));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) =>
        names.ProposeAsync(text => text.Source(request.Required("url"), request.Required("columns")), request.Intent.Member, request.Language, ct);
}

/// <summary>Proposes to remove a source that no fact cites.</summary>
internal sealed class SourceRemoveCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("source remove", new OptionSpec("id"));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) => names.ProposeAsync(
        new NameChange(NameChangeKind.RemoveSource, request.Required("id").Trim(), new Dictionary<string, string>()), request.Intent.Member, ct);
}

/// <summary>Proposes to make one of two sources that are the same.</summary>
internal sealed class SourceMergeCommand(ChangeNames names, EditReplies replies) : EditStep(replies), ICommand
{
    public static CommandSpec Spec { get; } = For("source merge", new OptionSpec("id"), new OptionSpec("into"));

    protected override Task<EditOutcome> StepAsync(Request request, CancellationToken ct) => names.ProposeAsync(
        new NameChange(NameChangeKind.MergeSource, request.Required("id").Trim(), new Dictionary<string, string> { ["into"] = request.Required("into").Trim() }),
        request.Intent.Member,
        ct);
}
