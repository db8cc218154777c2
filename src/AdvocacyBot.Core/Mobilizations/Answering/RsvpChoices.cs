using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Answers by choice: <c>rsvp:7:going</c>, <c>rsvp:7:maybe</c>, <c>rsvp:7:no</c>. A choice that is taken back, such as a
/// reaction that is removed, withdraws that answer if it still stands, however late that arrives.
/// </summary>
internal sealed class RsvpChoices(AnswerRsvp answer) : IChoiceHandler
{
    private static readonly (Answer Answer, string Word, ChoiceStyle Style)[] Answers =
    [
        (Answer.Going, "going", ChoiceStyle.Primary), (Answer.Maybe, "maybe", ChoiceStyle.Plain), (Answer.No, "no", ChoiceStyle.Plain),
    ];

    public static string Prefix => "rsvp";

    /// <summary>Going, maybe and no.</summary>
    public static IReadOnlyList<Choice> Of(long mobilization, Language language) =>
    [
        .. Answers.Select(a => new Choice(
            $"{Prefix}:{Write(mobilization)}:{a.Word}",
            MobilizationTexts.All[language, $"choice.rsvp.{a.Word}"],
            Style: a.Style)),
    ];

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        AnswerAsync(request, parts, said => new AnswerWish(said), ct);

    public Task<Reply> TakeBackAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        AnswerAsync(request, parts, said => new AnswerWish(Answer.No) { OnlyIf = said }, ct);

    private Task<Reply> AnswerAsync(Request request, IReadOnlyList<string> parts, Func<Answer, AnswerWish> wish, CancellationToken ct) =>
        parts is [var number, var word] && Number(number) is { } id && Find(word) is { } said
            ? answer.RunAsync(request, id, wish(said), ct)
            : Task.FromResult(Receipt.Problem(request.Language, "rsvp.unknown"));

    /// <summary>A mobilization's number; null where it is none.</summary>
    internal static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    internal static string Write(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static Answer? Find(string word) =>
        Answers.Where(a => a.Word == word).Select(a => (Answer?)a.Answer).FirstOrDefault();
}
