using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Reads a reply to an announcement, a reminder or a receipt: <c>+2</c>, <c>going +2</c>, <c>no</c>, or the number of a choice; and
/// one to the question whether somebody is home safe: <c>yes</c>. Anything more is a comment.
/// </summary>
internal sealed class RsvpReplies(BotDb db) : IPostReplies
{
    private static readonly IReadOnlyDictionary<string, bool> SafeWords = Vocabulary.Of((true, "1 yes safe home ok okay oui rentré rentrée sauf sauve sí bien casa salvo"));
    private static readonly Answer[] ByNumber = [Answer.Going, Answer.Maybe, Answer.No];

    public string SubjectKind => Mobilization.SubjectKind;

    public async Task<IntentBody?> ReadAsync(string id, string text, CancellationToken ct)
    {
        if (Read(text) is not { } said || RsvpChoices.Number(id) is not { } row)
            return null;
        var number = await db.Mobilizations.Where(m => m.Id == row).Select(m => (long?)m.Number).SingleOrDefaultAsync(ct);
        return number is null ? null : BodyOf(said, number.Value);
    }

    public IntentBody? ReadByChoice(string choice, string text) => ReadAnswer(choice, text) ?? ReadSafe(choice, text);

    /// <summary>A word for yes below the question whether somebody is home safe.</summary>
    private static CommandBody? ReadSafe(string choice, string text) =>
        choice.Split(':') is [var prefix, var number] && prefix == SafeChoices.Prefix && SafeWords.ContainsKey(Folding.Fold(text.Trim().TrimEnd('.', '!')))
            ? new CommandBody(SafeCommand.Spec.Name, new Dictionary<string, string> { ["number"] = number })
            : null;

    private static CommandBody? ReadAnswer(string choice, string text) =>
        choice.Split(':') is [var prefix, var number, ..] && prefix == RsvpChoices.Prefix && RsvpChoices.Number(number) is { } known && Read(text) is { } said
            ? BodyOf(said, known)
            : null;

    /// <summary>Pure.</summary>
    private static (Answer Answer, string? Guests)? Read(string text)
    {
        Answer? answer = null;
        var (companions, rest) = GuestWords.Cut(text);
        var guests = companions?.ToString(CultureInfo.InvariantCulture);
        var words = Words.Split(rest);
        if (words.Count == 0 && guests is null)
            return null;
        foreach (var word in words.Select(w => w.Value))
        {
            if (guests is null && word is ['+', .. var number] && IsNumber(number))
                guests = number;
            else if (answer is null && RsvpCommand.FindAnswer(word) is { } said)
                answer = said;
            else if (answer is null && words.Count == 1 && IsNumber(word) && int.Parse(word, CultureInfo.InvariantCulture) is >= 1 and <= 3 and var choice)
                answer = ByNumber[choice - 1];
            else
                return null;
        }

        return (answer ?? Answer.Going, guests);
    }

    private static CommandBody BodyOf((Answer Answer, string? Guests) said, long number) =>
        new(RsvpCommand.Spec.Name, RsvpCommand.Options(said.Answer, RsvpChoices.Write(number), said.Guests));

    private static bool IsNumber(string text) => text.Length is 1 or 2 && text.All(char.IsAsciiDigit);
}
