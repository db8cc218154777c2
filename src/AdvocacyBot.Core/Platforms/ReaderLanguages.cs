using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Platforms;

/// <summary>
/// Writes a channel's post in the channel's language, and also in all others if the platform shows each reader their own.
/// </summary>
public sealed class ReaderLanguages(PlatformDirectory platforms)
{
    /// <param name="language">The channel's.</param>
    /// <param name="write">Writes it in a language.</param>
    public Reply Write(ChannelRef channel, Language language, Func<Language, Reply> write) => KnowsReadersOf(channel)
        ? write(language) with { Translations = [.. Others(language).Select(write)] }
        : write(language);

    /// <inheritdoc cref="Write"/>
    public async Task<Reply> WriteAsync(ChannelRef channel, Language language, Func<Language, Task<Reply>> write)
    {
        var reply = await write(language);
        if (!KnowsReadersOf(channel))
            return reply;

        var translations = new List<Reply>();
        foreach (var other in Others(language))
            translations.Add(await write(other));
        return reply with { Translations = translations };
    }

    private bool KnowsReadersOf(ChannelRef channel) => platforms.Find(channel.Platform) is { ShowsReadersLanguage: true };

    private static IEnumerable<Language> Others(Language language) => LanguageNames.All.Where(other => other != language);
}
