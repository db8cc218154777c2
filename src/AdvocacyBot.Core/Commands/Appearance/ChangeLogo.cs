using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Appearance;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands.Appearance;

/// <summary>Sets the logo of the community in scope. The caller has checked that an organizer asks.</summary>
public sealed class ChangeLogo(EventInbox inbox, GroupAppearances appearances, OrganizerAction organizer)
{
    /// <param name="intent">The order, which has one effect however often it is sent.</param>
    /// <param name="bytes">The file as it was sent.</param>
    public async Task<Reply> RunAsync(Intent intent, ReadOnlyMemory<byte> bytes, Language language, CancellationToken ct)
    {
        var (file, problem) = LogoRules.Read(bytes.Span);
        if (file is null)
            return Tell(language, problem!);
        organizer.Begin(intent, "appearance logo");
        return await SetAsync(intent, file, language, "done.logo", ct);
    }

    internal Task<Reply> RemoveAsync(Request request, CancellationToken ct) => SetAsync(request.Intent, null, request.Language, "done.logo.off", ct);

    private Task<Reply> SetAsync(Intent intent, PictureFile? file, Language language, [TextKey(typeof(AppearanceTexts))] string done, CancellationToken ct) => inbox.OnceAsync(
        intent,
        "appearance",
        async inner =>
        {
            await appearances.SetLogoAsync(file, inner);
            return Tell(language, done);
        },
        _ => Task.FromResult(Tell(language, done)),
        ct);

    private static Reply Tell(Language language, [TextKey(typeof(AppearanceTexts))] string key) =>
        Reply.Tell(language, AppearanceTexts.All.Format(language, key, LogoRules.MaxBytes / 1024, LogoRules.MinPixels, LogoRules.MaxPixels));
}
