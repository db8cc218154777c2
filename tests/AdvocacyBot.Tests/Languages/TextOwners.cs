using System.Reflection;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord;
using AdvocacyBot.Host;
using AdvocacyBot.Matrix;
using AdvocacyBot.Web;

namespace AdvocacyBot.Tests.Languages;

/// <summary>The classes beside the resource files of all projects.</summary>
internal static class TextOwners
{
    public static IReadOnlyList<Type> All { get; } =
        [.. new[] { typeof(Texts), typeof(BotHost), typeof(WebSettings), typeof(DiscordSettings), typeof(MatrixSettings) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.GetField("All", BindingFlags.Static | BindingFlags.Public)?.FieldType == typeof(Texts))];

    /// <summary>Every text of a language as its resource file has it.</summary>
    public static IEnumerable<(string Owner, string Key, string Text)> In(Language language) =>
        from owner in All
        from text in new Texts(owner).Own(language)
        orderby owner.Name, text.Key
        select (owner.Name, text.Key, text.Value);
}
