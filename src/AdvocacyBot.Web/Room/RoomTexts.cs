using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room;

/// <summary>The texts of the room's page.</summary>
internal sealed class RoomTexts
{
    public static readonly Texts All = new(typeof(RoomTexts));

    /// <summary>The texts that the page's script needs, by the part of their key after <c>script.</c>.</summary>
    public static Dictionary<string, string> ForScript(Language language) =>
        All.Own(Language.English).Keys
            .Where(key => key.StartsWith("script.", StringComparison.Ordinal))
            .ToDictionary(key => key["script.".Length..], key => All[language, key], StringComparer.Ordinal);
}
