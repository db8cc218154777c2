using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Answers by choice: <c>rsvp:7:going</c>, <c>rsvp:7:maybe</c>, <c>rsvp:7:no</c>. A choice that is taken back, such as a
/// reaction that is removed, withdraws that answer if it still stands, however late that arrives.
/// </summary>
internal sealed class RsvpChoices(BotDb db, MobilizationNumbers numbers, AnswerRsvp answer) : IChoiceHandler
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

    /// <summary>Going, in a role: <c>rsvp:7:going:12</c>.</summary>
    public static string IdOf(long number, RoleSlot slot) => $"{Prefix}:{Write(number)}:going:{Write(slot.Id)}";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var number, var word, var slot])
            return await AnswerAsync(request, parts, said => new AnswerWish(said), ct);

        var id = await numbers.IdOfAsync(request, Number(number) ?? 0, ct);
        var slotId = Number(slot);
        var role = await db.RoleSlots.AsNoTracking().SingleOrDefaultAsync(s => s.MobilizationId == id && s.Id == slotId, ct);
        return role is null
            ? Receipt.Problem(request.Language, "rsvp.unknown")
            : await AnswerAsync(request, [number, word], said => new AnswerWish(said, Role: new SlotCover(role, 0).Name), ct);
    }

    public Task<Reply> TakeBackAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        AnswerAsync(request, parts, said => new AnswerWish(Answer.No) { OnlyIf = said }, ct);

    private Task<Reply> AnswerAsync(Request request, IReadOnlyList<string> parts, Func<Answer, AnswerWish> wish, CancellationToken ct) =>
        parts is [var number, var word] && Number(number) is { } id && Find(word) is { } said
            ? answer.RunAsync(request, id, wish(said), ct)
            : Task.FromResult(Receipt.Problem(request.Language, "rsvp.unknown"));

    /// <summary>A mobilization's number; null if it is none.</summary>
    internal static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    internal static string Write(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static Answer? Find(string word) =>
        Answers.Where(a => a.Word == word).Select(a => (Answer?)a.Answer).FirstOrDefault();
}
