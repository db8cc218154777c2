namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>What a person answers.</summary>
/// <param name="Answer">Going, maybe or no.</param>
/// <param name="Guests">How many come along; null to leave that as it is.</param>
/// <param name="Role">The role they take on, by its name.</param>
internal sealed record AnswerWish(Answer Answer, int? Guests = null, string? Role = null)
{
    public const int MaxGuests = 9;

    /// <summary>Takes the answer back if it still stands, as a removed reaction does; the answer that it takes back.</summary>
    public Answer? OnlyIf { get; init; }
}
