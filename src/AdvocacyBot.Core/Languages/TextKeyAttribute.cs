namespace AdvocacyBot.Core.Languages;

/// <summary>Marks a parameter that takes the key of a text: the compiler refuses a value for which there is no text.</summary>
/// <param name="owner">The class whose texts the key is for; null for any.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextKeyAttribute(Type? owner = null) : Attribute
{
    public Type? Owner { get; } = owner;
}
