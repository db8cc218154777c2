using System.ComponentModel.DataAnnotations;

namespace AdvocacyBot.Core.Settings;

/// <summary>
/// Declares which values a setting accepts. Validation reports a wrong value in one sentence with the setting's name and an example.
/// Each item of a list is checked on its own; an unset or empty value is always valid.
/// </summary>
/// <param name="expected">Completes "it must be …".</param>
/// <param name="example">A valid value, or for a secret the path of a file.</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class SettingAttribute(string expected, string example) : ValidationAttribute
{
    /// <summary>Completes "it must be …".</summary>
    public string Expected { get; } = expected;

    /// <summary>A valid value, or for a secret the path of a file.</summary>
    public string Example { get; } = example;

    /// <summary>Whether the value must never be printed and may come from a file instead.</summary>
    public virtual bool IsSecret => false;

    /// <summary>What the value must be, to complete "it must be …"; null if it is valid.</summary>
    /// <param name="value">Not null; an item if the setting is a list.</param>
    protected abstract string? Check(object value);

    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is null or "")
            return ValidationResult.Success;
        if (value is not IEnumerable<string> list)
            return Check(value) is { } expected ? new(SettingSentences.Wrong(Key(), value, expected, this)) : ValidationResult.Success;

        foreach (var item in list)
        {
            if (Check(item) is { } expectedOfItem)
                return new(SettingSentences.WrongItem(Key(), item, expectedOfItem, Example));
        }

        return ValidationResult.Success;

        string Key() => SettingKey.Of(validationContext.ObjectType, validationContext.MemberName!);
    }
}
