using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>Shows one mobilization of the list of <see cref="ActionsCommand"/> to who pressed, to be answered there: <c>show:7</c>.</summary>
internal sealed class ShowChoices(Upcoming upcoming, Coverage coverage, TimeProvider clock) : IChoiceHandler
{
    public static string Prefix => "show";

    public static Choice Of(Mobilization mobilization, int item, Language language) =>
        new($"{Prefix}:{RsvpChoices.Write(mobilization.Number)}", mobilization.TitleIn(language))
        {
            Beside = new ItemChoice(item, MobilizationTexts.All[language, "choice.show"]),
        };

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var number = parts is [var text] ? RsvpChoices.Number(text) : null;
        return (await upcoming.ForRequestAsync(request, ct)).Find(m => m.Number == number) is { } shown
            ? Announcement.Repeat(shown, await coverage.PublishedAsync(shown.Id, ct), request.Language, clock.UtcNow) with { Visibility = Visibility.Private }
            : Receipt.Problem(request.Language, "show.gone");
    }
}
