namespace AdvocacyBot.Core.Settings;

/// <summary>A password or token: one line that is never printed and may come from a file.</summary>
/// <param name="example">The path of a file.</param>
public sealed class SecretSettingAttribute(string example) : SettingAttribute("one line without control characters", example)
{
    public override bool IsSecret => true;

    /// <summary>Whether a space in it shows that it was copied with something around it.</summary>
    public bool IsOneWord { get; set; }

    protected override string? Check(object value)
    {
        var text = (string)value;
        if (IsOneWord && text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return "one word without spaces or line breaks";
        return text.Any(char.IsControl) ? Expected : null;
    }
}
