namespace AdvocacyBot.Core.Settings;

/// <summary>An absolute http or https address without credentials.</summary>
public sealed class AddressSettingAttribute(string example) : SettingAttribute("an http or https address", example)
{
    protected override string? Check(object value) => Expectation((Uri)value, Expected);

    /// <summary>What an address must be; null if it is absolute, of a web scheme and without credentials.</summary>
    public static string? Expectation(Uri address, string otherwise) => address switch
    {
        not { IsAbsoluteUri: true, Scheme: "http" or "https" } => otherwise,
        { UserInfo: not "" } => "an address without a user name or password",
        _ => null,
    };
}
