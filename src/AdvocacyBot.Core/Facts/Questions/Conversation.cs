using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Recognizes what is not a question about facts: small talk, and questions about the group's own actions. Pure.</summary>
internal static class Conversation
{
    /// <summary>Whether a text is nothing but a greeting, thanks and the like, in any language.</summary>
    public static bool IsTalk(IReadOnlyList<string> tokens) =>
        tokens.Count > 0 && LanguageNames.All.Any(language => IsTalk(tokens, LanguageLexicon.Of(language)));

    /// <summary>Whether a text asks how to join, or for the time or place of a march, a vigil and the like.</summary>
    public static bool AsksForAction(IReadOnlyList<string> tokens, Language language) => OfAction(tokens, LanguageLexicon.Of(language));

    /// <summary>What a question says of the action that it is about. "The march" is in no particular month.</summary>
    public static ActionQuestion ActionOf(Question question, IReadOnlyList<string> tokens, Request? request)
    {
        var lexicon = LanguageLexicon.Of(question.Language);
        var words = question.Names.Select(n => n.Text).Concat(question.Words.Select(w => w.Typed)).Where(w => !IsAction(w));
        var asked = question.Season is { Day: null } && tokens.Any(t => IsAction(t) && CalendarWords.Months.Find(t) is not null) ? question with { Season = null } : question;
        return new ActionQuestion([.. words], day => asked.Meets(Period.Day(day)), request);

        bool IsAction(string word) => lexicon.LongestAt(word.Split(' '), 0).Class.HasFlag(WordClass.Action);
    }

    private static bool IsTalk(IReadOnlyList<string> tokens, LanguageLexicon lexicon)
    {
        for (var at = 0; at < tokens.Count;)
        {
            var (length, word) = lexicon.LongestAt(tokens, at);
            if (!word.HasFlag(WordClass.Talk))
                return false;
            at += length;
        }

        return true;
    }

    private static bool OfAction(IReadOnlyList<string> tokens, LanguageLexicon lexicon)
    {
        var (names, asks) = (false, false);
        for (var at = 0; at < tokens.Count;)
        {
            var (length, word) = lexicon.LongestAt(tokens, at);
            if (word.HasFlag(WordClass.Join))
                return true;
            names |= word.HasFlag(WordClass.Action);
            asks |= (word & (WordClass.When | WordClass.Where | WordClass.WhatTime | WordClass.Upcoming | WordClass.Which | WordClass.What)) != WordClass.None;
            at += Math.Max(1, length);
        }

        return names && asks;
    }
}
