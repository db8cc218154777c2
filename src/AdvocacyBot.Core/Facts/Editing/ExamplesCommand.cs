using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Files;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>Gives a community without facts the examples that the bot comes with, so that its organizers can try it out.</summary>
internal sealed class ExamplesCommand(ExampleFacts examples) : ICommand
{
    public static CommandSpec Spec { get; } = new("fact examples", FactTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var texts = FactTexts.All;
        var added = await examples.AddToEmptyAsync(ct);
        var text = added is { } count ? texts.Format(request.Language, "examples.added", count) : texts[request.Language, "examples.refused"];
        return Reply.Tell(request.Language, text) with { Visibility = Visibility.Private };
    }
}
