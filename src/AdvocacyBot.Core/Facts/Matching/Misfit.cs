namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>Why a claim that shares names and topics with a question does not answer it.</summary>
internal enum Misfit
{
    None,

    /// <summary>It is on another topic, or lacks a word, number or time of the question.</summary>
    Other,

    /// <summary>It names somebody in another part: the publisher is not who did it.</summary>
    Role,

    /// <summary>It counts something else.</summary>
    Unit,

    /// <summary>The name is one of a list; the figure is that of the whole list.</summary>
    Member,

    /// <summary>The place is one of several that the figure covers together.</summary>
    PartOfPlaces,

    /// <summary>The figure counts several things together: killed and injured.</summary>
    PartOfCount,

    /// <summary>The question's time is finer than the claim's.</summary>
    FinerTime,
}
