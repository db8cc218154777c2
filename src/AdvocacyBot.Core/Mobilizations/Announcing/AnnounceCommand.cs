using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Previews an announcement, from a line or from a form; publishing it is a choice below the preview.</summary>
internal sealed class AnnounceCommand(OwnChannels own, EventInbox inbox, Drafts drafts, Templates templates, WhenContexts contexts) : ICommand
{
    public static CommandSpec Spec { get; } = new("announce", MobilizationTexts.All)
    {
        Audience = Audience.Organizers,
        Sentence = AnnounceSentence.Read,
        IsPrivate = true,
        Options =
        [
            new OptionSpec(AnnounceOptions.Title),
            new OptionSpec(AnnounceOptions.When),
            new OptionSpec(AnnounceOptions.Place),
            new OptionSpec(AnnounceOptions.Capacity, OptionKind.Number, Required: false),
            new OptionSpec(AnnounceOptions.Roles, Required: false),
            new OptionSpec(AnnounceOptions.Details, Required: false),
            new OptionSpec(AnnounceOptions.Access, Required: false),
            new OptionSpec(AnnounceOptions.Hotline, Required: false),
            new OptionSpec(AnnounceOptions.Channels, Required: false),
            new OptionSpec(AnnounceOptions.Open, Required: false) { Values = [AnnounceOptions.Yes, "no"] },
        ],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        inbox.OnceAsync(
            request.Intent,
            "mobilizations",
            inner => PreviewAsync(request, inner),
            inner => drafts.ShowAgainAsync(request, inner),
            ct);

    private async Task<Reply> PreviewAsync(Request request, CancellationToken ct)
    {
        if (request[AnnounceOptions.Template] is { } name)
        {
            if (await templates.FillAsync(request, name, ct) is not { } filled)
                return Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, "template.unknown", name));
            request = filled;
        }

        var context = contexts.Now();
        var read = AnnouncementReader.Read(request.Options, request.Language, context, request.Intent.Channel.Platform);
        if (read.Problem is { } problem)
            return Reply.Tell(request.Language, problem) with { Understood = false };

        return await own.FirstForeignAsync(read.Channels, request.Intent.Channel, ct) is { } foreign
            ? Reply.Tell(request.Language, ChatTexts.All.Format(request.Language, "channel.foreign", foreign.Id))
            : await drafts.AddAsync(request, read, context.Zone, ct);
    }
}
