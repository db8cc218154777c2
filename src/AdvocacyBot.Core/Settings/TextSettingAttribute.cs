namespace AdvocacyBot.Core.Settings;

/// <summary>One line of text.</summary>
/// <param name="maxLength">In UTF-16 code units.</param>
/// <param name="example">A valid value.</param>
public sealed class TextSettingAttribute(int maxLength, string example) : SettingAttribute($"one line of at most {maxLength} characters", example)
{
    public int MaxLength { get; } = maxLength;

    protected override string? Check(object value) =>
        ((string)value).Length > MaxLength || ((string)value).Any(char.IsControl) ? Expected : null;
}
