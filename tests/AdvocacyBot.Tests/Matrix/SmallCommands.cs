using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Texts of the tests' commands, the same in every language.</summary>
internal sealed class SmallTexts
{
    public static readonly Texts All = new(typeof(SmallTexts));
}

/// <summary>Repeats its words publicly.</summary>
internal sealed class EchoCommand : ICommand
{
    public static CommandSpec Spec { get; } = new("echo", SmallTexts.All)
    {
        Options = [new OptionSpec("words", OptionKind.Rest)],
        TakesFreeText = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => Task.FromResult(Reply.Say(
        request.Language,
        $"echo {request.Required("words")}{(request.IsOrganizer ? " (organizer)" : "")}") with
    { Subjects = ["test/echo"] });
}

/// <summary>Repeats its words privately.</summary>
internal sealed class WhisperCommand : ICommand
{
    public static CommandSpec Spec { get; } = new("whisper", SmallTexts.All) { Options = [new OptionSpec("words", OptionKind.Rest)] };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        Task.FromResult(Reply.Tell(request.Language, $"psst {request.Required("words")}"));
}

/// <summary>Offers a choice between numbered things, as an answer with several candidates does.</summary>
internal sealed class PickOneCommand : ICommand
{
    public static CommandSpec Spec { get; } = new("pickone", SmallTexts.All) { IsQuery = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => Task.FromResult(
        Reply.Say(request.Language, "Pick one") with { Choices = [new("pick:7:a", "First"), new("pick:7:b", "Second"), new("pick:7:c", "Third")] });
}

/// <summary>Offers the answers of a mobilization.</summary>
internal sealed class OfferCommand : ICommand
{
    public static CommandSpec Spec { get; } = new("offer", SmallTexts.All);

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => Task.FromResult(Announcement(request.Language));

    public static Reply Announcement(Language language) => Reply.Say(language, "March for the climate") with
    {
        Choices = [new("pick:7:going", "Going"), new("pick:7:maybe", "Maybe"), new("pick:7:no", "Not going")],
        Subjects = ["mobilization/7"],
        Urgency = Urgency.Notify,
    };
}

/// <summary>Remembers who answered what, and whispers a receipt.</summary>
internal sealed class PickChoice(Picks picks) : IChoiceHandler
{
    public static string Prefix => "pick";

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        picks.Of[request.Intent.Member.Id] = parts[1];
        return Task.FromResult(Reply.Tell(request.Language, $"receipt {parts[1]}"));
    }

    public Task<Reply> TakeBackAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (!picks.Of.TryRemove(new(request.Intent.Member.Id, parts[1])))
            return Task.FromResult(Reply.Nothing(request.Language));
        return Task.FromResult(Reply.Tell(request.Language, $"withdrawn {parts[1]}"));
    }
}

/// <summary>What <see cref="PickChoice"/> has recorded.</summary>
internal sealed class Picks
{
    public ConcurrentDictionary<string, string> Of { get; } = new(StringComparer.Ordinal);
}
