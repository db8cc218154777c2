using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Previews an announcement, from a line or from a form; publishing it is a choice below the preview.</summary>
internal sealed class AnnounceCommand(BotDb db, OwnChannels own, DefaultChannels defaults, EventInbox inbox, Drafts drafts, Templates templates, PingRoles pings, RequestedPicture pictures,
    StoredPictures stored, WhenContexts contexts) : ICommand
{
    public static CommandSpec Spec { get; } = new("announce", MobilizationTexts.All)
    {
        Audience = Audience.Organizers,
        Sentence = AnnounceSentence.Read,
        OnMessage = AnnounceOptions.Details,
        IsPrivate = true,
        Options =
        [
            new OptionSpec(AnnounceOptions.Title) { FilledBy = AnnounceOptions.Template },
            new OptionSpec(AnnounceOptions.When),
            new OptionSpec(AnnounceOptions.Place) { FilledBy = AnnounceOptions.Template },
            new OptionSpec(AnnounceOptions.Capacity, OptionKind.Number, Required: false),
            new OptionSpec(AnnounceOptions.Roles, Required: false),
            new OptionSpec(AnnounceOptions.Details, OptionKind.Rest, Required: false),
            new OptionSpec(AnnounceOptions.Access, Required: false),
            new OptionSpec(AnnounceOptions.Hotline, Required: false),
            new OptionSpec(AnnounceOptions.Open, Required: false) { Values = [AnnounceOptions.Yes, "no"] },
            new OptionSpec(AnnounceOptions.Picture, Required: false),
            new OptionSpec(AnnounceOptions.Upload, OptionKind.File, Required: false),
            new OptionSpec(AnnounceOptions.Discussion, Required: false) { Values = ["yes"], IsOpen = true },
            new OptionSpec(AnnounceOptions.Ping, OptionKind.Role, Required: false) { MaxCount = 3 },
            new OptionSpec(AnnounceOptions.Channels, OptionKind.Channel, Required: false) { MaxCount = 3 },
            new OptionSpec(AnnounceOptions.Template, Required: false),
            .. LanguageNames.All.Select(language => new OptionSpec(AnnounceOptions.TitleIn(language), Required: false)),
            .. LanguageNames.All.Select(language => new OptionSpec(AnnounceOptions.TextIn(language), Required: false)),
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        // Asks the platform and downloads the picture before the transaction begins, so that no writer waits for them.
        var channel = await defaults.ForAnnouncementsAsync(request.Intent, ct);
        var (pinged, problem) = await pings.ResolveAsync(request, channel, ct);
        if (problem is not null)
            return Reply.Tell(request.Language, problem) with { Understood = false };

        var (resolved, file, unusable) = await pictures.ResolveAsync(pinged, AnnounceOptions.Picture, ct);
        return unusable is not null
            ? Reply.Tell(request.Language, unusable) with { Understood = false }
            : await inbox.OnceAsync(
                request.Intent,
                "mobilizations",
                inner => PreviewAsync(resolved, file, channel, inner),
                inner => drafts.ShowAgainAsync(resolved, inner),
                ct);
    }

    private async Task<Reply> PreviewAsync(Request request, PictureFile? file, ChannelRef channel, CancellationToken ct)
    {
        if (request[AnnounceOptions.Template] is { } name)
        {
            if (await templates.FillAsync(request, name, ct) is not { } filled)
                return Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, "template.unknown", name));
            request = filled;
        }

        var context = contexts.Now(await db.Communities.Where(c => c.Id == request.Community).Select(c => c.TimeZone).SingleOrDefaultAsync(ct));
        var read = AnnouncementReader.Read(request.Options, request.Language, context, request.Intent.Channel.Platform);
        if (read.Problem is { } problem)
            return Reply.Tell(request.Language, problem) with { Understood = false };

        if (await own.FirstForeignAsync(read.Channels, request.Intent.Channel, ct) is { } foreign)
            return Reply.Tell(request.Language, ChatTexts.All.Format(request.Language, "channel.foreign", foreign.Id));
        if (file is not null)
            await stored.SaveAsync(file, ct);
        return await drafts.AddAsync(request, channel, read, context.Zone, ct);
    }
}
