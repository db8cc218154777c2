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
            else if (word.Value is ['+', ..])
                return OptionsRead.Failed(HowTo(language, options.GetValueOrDefault(Action)));
            else
                role.Add(word.Value);
        }

        if (role.Count > 0)
            options[Role] = string.Join(' ', role);
        return options.ContainsKey(Said) ? new OptionsRead(options) : OptionsRead.Failed(HowTo(language, options.GetValueOrDefault(Action)));
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <param name="number">The action's, for the example; null for any.</param>
    internal static string HowTo(Language language, string? number = null)
    {
        var example = MobilizationTexts.All[language, "rsvp.example"];
        return MobilizationTexts.All.Format(language, "rsvp.how", number is null ? example : example.Replace("7", number, StringComparison.Ordinal));
    }

    /// <summary>
    /// The action that is meant without its number, and the role: the only one that is coming up, or the only one whose title has all of
    /// the words that are left over.
    /// </summary>
    private async Task<(long? Number, string? Role)> FindAsync(Request request, CancellationToken ct)
    {
        var (all, role) = (await upcoming.ForMemberAsync(request, ct), request[Role]);
        if (role is not null)
        {
            var words = WordsOf(role);
            if (all.Where(m => m.Titles.Any(title => words.IsSubsetOf(WordsOf(title)))).ToList() is [var named])
                return (named.Number, null);
        }

        return all is [var one] ? (one.Number, role) : (null, role);
    }

    private static HashSet<string> WordsOf(string text) => [.. Words.Split(text).Select(word => Folding.Fold(word.Value)).Where(word => word.Length > 0)];
}
