using System.Globalization;

namespace AdvocacyBot.Core.Chat;

/// <summary>Names what a message is about, the same way in every feature: <c>claim/F-0012</c>, <c>mobilization/7</c>.</summary>
public static class Subject
{
    /// <summary>The subject for a row with a public id.</summary>
    public static string Of(string kind, string id) => $"{kind}/{id}";

    /// <summary>The subject for a row with a number.</summary>
    public static string Of(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}/{id}");
}
