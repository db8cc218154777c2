using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Times;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Announces a mobilization. A complete line publishes at once; a form shows what would be published, to be confirmed.
/// </summary>
internal sealed class AnnounceCommand(
    OwnChannels own, EventInbox inbox, NewMobilization make, PublishMobilization publish, Templates templates, WhenContexts contexts, TimeProvider clock) : ICommand
{
    public static CommandSpec Spec { get; } = new("announce", MobilizationTexts.All)
    {
        Audience = Audience.Organizers,
        Sentence = AnnounceSentence.Read,
        IsPrivate = true,
        Options =
        [
            new OptionSpec(Draft.Title),
            new OptionSpec(Draft.When),
            new OptionSpec(Draft.Place),
            new OptionSpec(Draft.Capacity, OptionKind.Number, Required: false),
            new OptionSpec(Draft.Roles, Required: false),
            new OptionSpec(Draft.Details, Required: false),
            new OptionSpec(Draft.Access, Required: false),
            new OptionSpec(Draft.Hotline, Required: false),
            new OptionSpec(Draft.Channels, Required: false),
        ],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        inbox.OnceAsync(
            request.Intent,
            "mobilizations",
            inner => AnnounceAsync(request, inner),
            _ => Task.FromResult(Receipt.Problem(request.Language, "announce.again")),
            ct);

    private async Task<Reply> AnnounceAsync(Request request, CancellationToken ct)
    {
        if (request[Draft.Template] is { } name)
        {
            if (await templates.FillAsync(request, name, ct) is not { } filled)
                return Reply.Tell(request.Language, MobilizationTexts.All.Format(request.Language, "template.unknown", name));
            request = filled;
        }

        var context = contexts.Now();
        var read = AnnouncementReader.Read(request.Options, request.Language, context);
        if (read.Problem is { } problem)
            return Reply.Tell(request.Language, problem) with { Understood = false };
        if (read.When is { IsQuestion: true } question)
            return Reply.Tell(request.Language, WhenProblems.WriteWithReadings(question, context.Zone, request.Language));

        var isForm = request.Intent.Body is CommandBody;
        if (await own.FirstForeignAsync(read.Channels, request.Intent.Channel, ct) is { } foreign)
            return Reply.Tell(request.Language, ChatTexts.All.Format(request.Language, "channel.foreign", foreign.Id));

        var mobilization = await make.AddAsync(request, read, isForm ? MobilizationState.Draft : MobilizationState.Open, ct);
        if (isForm)
            return Preview(mobilization, read, request.Language);

        await publish.RunAsync(mobilization, ct);
        return Done(mobilization, request.Language);
    }

    /// <summary>Says that it is announced, and under which number it is managed.</summary>
    public static Reply Done(Mobilization mobilization, Language language) =>
        Reply.Tell(language, MobilizationTexts.All.Format(language, "announce.done", mobilization.Title, RsvpChoices.Write(mobilization.Number)));

    private Reply Preview(Mobilization mobilization, AnnouncementRead read, Language language)
    {
        var roles = read.Roles.Select(need => new SlotCover(Slots.Of(mobilization.Id, need), 0)).ToList();
        mobilization.State = MobilizationState.Open;
        var preview = Announcement.Write(mobilization, roles, language, clock.UtcNow);
        mobilization.State = MobilizationState.Draft;
        return preview with
        {
            Visibility = Visibility.Private,
            Subjects = [],
            Blocks = [new Paragraph(MobilizationTexts.All[language, "announce.preview"]), .. preview.Blocks],
            Choices = DraftChoices.Of(mobilization.Id, language),
        };
    }
}
