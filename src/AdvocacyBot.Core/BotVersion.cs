using System.Reflection;

namespace AdvocacyBot.Core;

/// <summary>The version of the bot, which comes from the latest tag when it was built.</summary>
public static class BotVersion
{
    /// <summary>Such as <c>1.2.0</c>, or <c>1.2.1-alpha.0.5</c> for five commits later.</summary>
    /// <param name="assembly">One that is built with the tag's version.</param>
    public static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
