using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>The code names of the options that <c>announce</c> takes from a sentence or from a form.</summary>
internal static class AnnounceOptions
{
    public const string Title = "title";
    public const string When = "when";
    public const string Place = "place";
    public const string Capacity = "capacity";
    public const string Roles = "roles";
    public const string Details = "details";
    public const string Access = "access";
    public const string Hotline = "hotline";
    public const string Channels = "channels";
    public const string Template = "template";

    /// <summary>Whether everybody may know of it: <see cref="Yes"/> if so.</summary>
    public const string Open = "open";

    public const string Yes = "yes";

    /// <summary>The title in a further language, such as <c>title-fr</c>.</summary>
    public static string TitleIn(Language language) => $"title-{language.Code}";

    /// <summary>The text in a further language, such as <c>text-fr</c>.</summary>
    public static string TextIn(Language language) => $"text-{language.Code}";

    /// <summary>The text on access in a further language. Only templates fill it in.</summary>
    public static string AccessIn(Language language) => $"access-{language.Code}";

    /// <summary>A template's <see cref="KeptSettings"/>. Nobody writes it.</summary>
    public const string Settings = "settings";

    public const string Picture = "picture";
    public const string Upload = RequestedPicture.Upload;
    public const string Discussion = "discussion";

    /// <summary>The roles to notify: as typed, then as ids.</summary>
    public const string Ping = "ping";

    /// <summary>The names of the roles to notify, for the preview.</summary>
    public const string PingNames = "ping-names";

    /// <summary>Why a role cannot be notified, for the preview.</summary>
    public const string PingProblem = "ping-problem";
}
