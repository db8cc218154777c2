using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.CheckIns;

/// <summary>
/// Says that one is home safe, <c>safe 7</c>, or, if there is one action only, <c>safe</c>; agrees to be asked after the end, <c>safe 7 ask</c>,
/// with a name for organizers in case of silence, <c>safe 7 ask "Ana, blue bus"</c>; withdraws that, <c>safe 7 off</c>.
/// </summary>
internal sealed class SafeCommand(BotDb db, MobilizationNumbers numbers, People people, MarkSafe mark, AgreeToCheckIn agree, TimeProvider clock) : ICommand
{
    private static readonly IReadOnlyDictionary<string, bool> AskWords = Vocabulary.Of((true, "ask demander demande pregunta preguntar"));

    public static CommandSpec Spec { get; } = new("safe", MobilizationTexts.All)
    {
        IsPrivate = true,
        Aliases = ["home safe", "im home safe", "je suis bien rentre", "je suis bien rentree", "bien rentre", "bien rentree", "llegue bien", "llegue bien a casa"],
        Options =
        [
            new OptionSpec("number", OptionKind.Number, Required: false),
            new OptionSpec("what", Required: false) { Values = ["ask", "off"], IsOpen = true },
            new OptionSpec("name", OptionKind.Rest, Required: false),
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var what = request["what"];
        var (isAsk, isOff) = (what is not null && AskWords.ContainsKey(Folding.Fold(what)), what is not null && SettingWords.IsOff(what));
        if (what is not null && !isAsk && !isOff)
            return Receipt.Problem(request.Language, "safe.how");

        if (request.Number("number") is { } number)
        {
            var id = await numbers.IdOfAsync(request, number, ct);
            return what is null ? await mark.RunAsync(request, id, ct) : await agree.RunAsync(request, id, isAsk, isAsk ? request["name"] : null, ct);
        }

        var mine = what is null ? await MineAsync(request, ct) : [];
        return mine switch
        {
            [] => Receipt.Problem(request.Language, "safe.how"),
            [var only] => await mark.RunAsync(request, only.Id, ct),
            _ => Reply.Tell(request.Language, MobilizationTexts.All[request.Language, "safe.which"]) with
            {
                Choices = [.. mine.Select(m => SafeChoices.Of(m.Number, request.Language) with { Label = SafeText.Shorten(m.TitleIn(request.Language), Lengths.Line) })],
            },
        };
    }

    /// <summary>The actions that have begun and to which the member said that they would go.</summary>
    private async Task<IReadOnlyList<Mobilization>> MineAsync(Request request, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var begun = await db.Mobilizations.Where(m => m.State == MobilizationState.Open && m.StartsAt <= now).OrderBy(m => m.StartsAt).ToListAsync(ct);
        var mine = new List<Mobilization>();
        foreach (var one in begun)
        {
            if (await people.FindAsync(one, request.Intent.Member, ct) is { Rsvp.Answer: Answer.Going })
                mine.Add(one);
        }

        return mine;
    }
}
