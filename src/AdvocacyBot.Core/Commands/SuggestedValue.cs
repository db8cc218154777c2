namespace AdvocacyBot.Core.Commands;

/// <summary>A value that an option can have, offered while a person types.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">What people see; the value itself if it needs no explanation.</param>
public readonly record struct SuggestedValue(string Value, string Label)
{
    public static implicit operator SuggestedValue(string value) => new(value, value);
}
