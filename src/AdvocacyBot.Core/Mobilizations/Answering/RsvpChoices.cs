using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Answers by choice: <c>rsvp:7:going</c>, <c>rsvp:7:maybe</c>, <c>rsvp:7:no</c>. A reaction that is taken away says
/// <c>rsvp:7:undo:going</c>, which withdraws that answer if it still stands, however late it arrives.
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
        parts.Count >= 2 && Number(parts[0]) is { } id && Wish(parts) is { } wish
            ? answer.RunAsync(request, id, wish, ct)
            : Task.FromResult(Receipt.Problem(request.Language, "rsvp.unknown"));

    /// <summary>A mobilization's number; null where it is none.</summary>
    internal static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    internal static string Write(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static AnswerWish? Wish(IReadOnlyList<string> parts) => parts switch
    {
        [_, "undo", var word] when Find(word) is { } was => new AnswerWish(Answer.No) { OnlyIf = was },
        [_, var word] when Find(word) is { } now => new AnswerWish(now),
        _ => null,
    };

    private static Answer? Find(string word) =>
        Answers.Where(a => a.Word == word).Select(a => (Answer?)a.Answer).FirstOrDefault();
}
