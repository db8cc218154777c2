using System.Globalization;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Writes a reading as a short question that can be asked again: "delegations Colombia 2014". Pure.</summary>
internal static class QuestionWording
{
    public static string Write(Question question, Language language)
    {
        var counted = question.Counted is { } slot && question.Topics.All(t => t.Text != slot.Typed)
            ? slot.Units.Count > 0 ? slot.Units[0].Label(language) : slot.Typed
            : null;
        var parts = new[] { counted }
            .Concat(question.IsHinted ? [] : question.Topics.Select(t => LabelOf(t.Terms, language)))
            .Concat(question.Names.Select(n => LabelOf(n.Terms, language)))
            .Concat(question.Words.Select(w => w.Typed))
            .Concat(question.Numbers.Select(n => n.Value.ToString("0.######", CultureInfo.InvariantCulture)))
            .Concat(question.Times.Select(t => TimeOf(t, language)));
        return string.Join(' ', parts.OfType<string>());
    }

    private static string LabelOf(IReadOnlyList<KnownTerm> terms, Language language) => terms[0].Label(language);

    private static string? TimeOf(Period period, Language language)
    {
        if (period.From == DateOnly.MinValue)
            return Period.Write($"../{Iso(period.To)}", language);
        if (period.To == DateOnly.MaxValue)
            return Period.Write($"{Iso(period.From)}/..", language);
        if (period == Period.Year(period.From.Year))
            return period.From.Year.ToString(CultureInfo.InvariantCulture);
        if (period == Period.Month(period.From.Year, period.From.Month))
            return Period.Write(period.From.ToString("yyyy-MM", CultureInfo.InvariantCulture), language);
        if (period.From == period.To)
            return Period.Write(Iso(period.From), language);
        return period.From.DayOfYear == 1 && period.To is { Month: 12, Day: 31 }
            ? string.Create(CultureInfo.InvariantCulture, $"{period.From.Year}-{period.To.Year}")
            : Period.Write($"{Iso(period.From)}/{Iso(period.To)}", language);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
