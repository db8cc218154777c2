using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Runs a step once for its event, and says what came of it to whoever took it.</summary>
internal sealed class EditReplies(EventInbox inbox)
{
    private const int MaxProblems = 10;

    public Task<Reply> OnceAsync(Request request, Func<CancellationToken, Task<EditOutcome>> step, CancellationToken ct) =>
        inbox.OnceAsync(
            request.Intent,
            "facts",
            async inner => Write(await step(inner), request.Language),
            _ => Task.FromResult(Reply.Tell(request.Language, FactTexts.All[request.Language, "edit.again"])),
            ct);

    public static Reply Write(EditOutcome outcome, Language language)
    {
        var texts = FactTexts.All;
        var blocks = new List<Block> { new Paragraph(texts.Format(language, outcome.Key, [.. outcome.Values])) };
        if (outcome.Problems.Count > 0)
            blocks.Add(new Listing([.. outcome.Problems.Take(MaxProblems).Select(p => (IReadOnlyList<Span>)[new Text(p.Write(language))])]));
        if (outcome.Changes.Count > 0)
            blocks.Add(FactDiff.Write(outcome.Changes));
        return new Reply(blocks)
        {
            Language = language,
            Visibility = Visibility.Private,
            Choices = outcome.Pending is { } version ? Decide((string)outcome.Values[0], version, language) : [],
        };
    }

    /// <summary>The two buttons under a version that waits; they name the version, so that no later one is approved unread.</summary>
    public static IReadOnlyList<Choice> Decide(string id, int version, Language language) =>
    [
        new(FormattableString.Invariant($"{FactChoices.Prefix}:approve:{id}:{version}"), FactTexts.All.Format(language, "choice.approve", id), Style: ChoiceStyle.Primary),
        new(FormattableString.Invariant($"{FactChoices.Prefix}:reject:{id}:{version}"), FactTexts.All.Format(language, "choice.reject", id), Style: ChoiceStyle.Danger),
    ];
}
