using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Reads a reply to an announcement: <c>+2</c>, <c>going +2</c>, <c>no</c>, or the number of a choice. Anything more is a comment. Pure.
/// </summary>
internal static class RsvpReply
{
    public const string SubjectKind = "mobilization";
    private static readonly Answer[] ByNumber = [Answer.Going, Answer.Maybe, Answer.No];

    public static IntentBody? Read(string mobilization, string text)
    {
        Answer? answer = null;
        string? guests = null;
        var words = Words.Split(text);
        if (words.Count == 0)
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

        return new CommandBody(RsvpCommand.Spec.Name, RsvpCommand.Options(answer ?? Answer.Going, mobilization, guests));
    }

    private static bool IsNumber(string text) => text.Length is 1 or 2 && text.All(char.IsAsciiDigit);
}
