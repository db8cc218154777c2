using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Answers in words: <c>rsvp 7 going +2 medic</c>; the number can be left out while only one mobilization is coming up.</summary>
internal sealed class RsvpCommand(AnswerRsvp answer, Upcoming upcoming) : ICommand
{
    private const string Action = "action";
    private const string Said = "answer";
    private const string Guests = "guests";
    private const string Role = "role";

    private static readonly IReadOnlyDictionary<string, Answer> Answers = Vocabulary.Of(
        (Answer.Going, "going yes oui présent participe sí voy"),
        (Answer.Maybe, "maybe peut-être quizás quizá talvez"),
        (Answer.No, "no non not"));

    public static CommandSpec Spec { get; } = new("rsvp", MobilizationTexts.All)
    {
        IsPrivate = true,
        Sentence = Read,
        Options =
        [
            new OptionSpec(Said) { Values = ["going", "maybe", "no"], IsOpen = true },
            new OptionSpec(Action, OptionKind.Number, Required: false),
            new OptionSpec(Guests, OptionKind.Number, Required: false),
            new OptionSpec(Role, OptionKind.Rest, Required: false),
        ],
    };

    /// <summary>The answer that a word stands for in any language, or null.</summary>
    internal static Answer? FindAnswer(string word) => Answers.TryGetValue(Folding.Fold(word), out var answer) ? answer : null;

    /// <summary>The options that express an answer.</summary>
    internal static IReadOnlyDictionary<string, string> Options(Answer answer, string mobilization, string? guests)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [Said] = answer.ToString().ToLowerInvariant(), [Action] = mobilization };
        if (guests is not null)
            options[Guests] = guests;
        return options;
    }

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        if (!Answers.TryGetValue(Folding.Fold(request.Required(Said)), out var said))
            return Reply.Tell(language, HowTo(language));
        if (request.Number(Guests) is < 0 or > AnswerWish.MaxGuests)
            return Reply.Tell(language, MobilizationTexts.All.FormatCount(language, "rsvp.guests", AnswerWish.MaxGuests, AnswerWish.MaxGuests));

        var (id, role) = request.Number(Action) is { } given ? (given, request[Role]) : await FindAsync(request, ct);
        return id is { } number
            ? await answer.RunAsync(request, number, new AnswerWish(said, request.Number(Guests), role), ct)
            : Reply.Tell(language, MobilizationTexts.All[language, "rsvp.which"]);
    }

    /// <summary>The parts in any order: a number, +N or "with 2 friends", a word that answers; what is left is the role.</summary>
    private static OptionsRead Read(string rest, Language language)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var role = new List<string>();
        var (companions, text) = GuestWords.Cut(rest);
        if (companions is { } count)
            options[Guests] = count.ToString(CultureInfo.InvariantCulture);
        foreach (var word in Words.Split(text))
        {
            var folded = Folding.Fold(word.Value);
            if (!options.ContainsKey(Said) && Answers.ContainsKey(folded))
                options[Said] = folded;
            else if (word.Value is ['+', .. var guests] && IsNumber(guests))
                options[Guests] = guests;
            else if (!options.ContainsKey(Action) && !options.ContainsKey(Said) && IsNumber(word.Value.TrimStart('#')))
                options[Action] = word.Value.TrimStart('#');
            else
                role.Add(word.Value);
        }

        if (role.Count > 0)
            options[Role] = string.Join(' ', role);
        return options.ContainsKey(Said) ? new OptionsRead(options) : OptionsRead.Failed(HowTo(language));
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string HowTo(Language language) => MobilizationTexts.All.Format(language, "rsvp.how", MobilizationTexts.All[language, "rsvp.example"]);

    /// <summary>The action that is meant without its number: the only one, or the one whose title has the words that would else be a role.</summary>
    private async Task<(long? Number, string? Role)> FindAsync(Request request, CancellationToken ct)
    {
        var known = await upcoming.ForMemberAsync(request, ct);
        var said = request[Role];
        if (said is not null && known.FindAll(m => IsCalled(m, said)) is [var called])
            return (called.Number, null);
        return known is [var one] ? (one.Number, said) : (null, said);
    }

    private static bool IsCalled(Mobilization mobilization, string said)
    {
        var title = $" {Folding.Fold(string.Join(' ', mobilization.Titles))} ";
        return Folding.Fold(said).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, ..] words && words.All(word => title.Contains($" {word} ", StringComparison.Ordinal));
    }
}
