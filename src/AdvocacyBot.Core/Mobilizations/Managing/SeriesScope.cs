using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Which actions of a series an order changes.</summary>
internal enum SeriesScope
{
    One,

    /// <summary>The one that is named and those after it.</summary>
    Following,

    /// <summary>All that are not over.</summary>
    All,
}

internal static class SeriesScopes
{
    /// <summary>The words that forms offer, in English, by <see cref="SeriesScope"/>.</summary>
    public static readonly IReadOnlyList<string> Names = ["this", "following", "all"];

    private static readonly IReadOnlyDictionary<string, SeriesScope> Words = Vocabulary.Of(
        (SeriesScope.One, "one this seule celle-ci solo esta"),
        (SeriesScope.Following, "following onwards suivante suivantes suivants siguiente siguientes"),
        (SeriesScope.All, "all series toute toutes tous série toda todas todos serie"));

    extension(ManageVerb verb)
    {
        /// <summary>Whether it can be done to several actions of a series at once. Posts and copies are made one at a time.</summary>
        public bool SuitsSeries => verb is not (ManageVerb.Say or ManageVerb.Message or ManageVerb.Post or ManageVerb.CoOrganizer or ManageVerb.Template or ManageVerb.Copy
            or ManageVerb.Repeat or ManageVerb.Erase);
    }

    extension(SeriesScope scope)
    {
        /// <summary>Its word among <see cref="Names"/>.</summary>
        public string Name => Names[(int)scope];
    }

    /// <summary>The scope that a word names in any language; null if it names none.</summary>
    public static SeriesScope? Find(string word) => Words.TryGetValue(Folding.Fold(word.Trim()), out var scope) ? scope : null;
}
