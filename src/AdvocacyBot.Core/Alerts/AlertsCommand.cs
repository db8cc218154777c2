using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Chooses the channels in which organizers are notified of problems, and shows the present ones: <c>alerts here</c>, <c>alerts off</c>, <c>alerts</c>.</summary>
internal sealed class AlertsCommand(AlertStore store, EventInbox inbox, IEnumerable<IAlertSource> sources) : ICommand
{
    private const string Do = "do";
    private const string Here = "here";
    private const string Off = "off";
    private const int MaxChannels = 5;

    public static CommandSpec Spec { get; } = new("alerts", AlertTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Do, Required: false) { Values = [Here, Off] }],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request[Do] is not { } what)
            return await ShowAsync(request, ct);
        if (request.Intent.Place is null || request.Intent.Channel.Direct is not null)
            return Tell(request, "alerts.direct");
        return await inbox.OnceAsync(
            request.Intent, "alerts", inner => ChangeAsync(request, what, inner), _ => Task.FromResult(Tell(request, $"alerts.done.{what}")), ct);
    }

    private async Task<Reply> ChangeAsync(Request request, string what, CancellationToken ct)
    {
        var (state, channel) = (await store.FindAsync(request.Community, ct), request.Intent.Channel);
        if (what == Here && state.Channels.Count >= MaxChannels && !state.Channels.Contains(channel))
            return Tell(request, "alerts.many", MaxChannels);

        IReadOnlyList<ChannelRef> channels = [.. state.Channels.Where(c => c != channel), .. what == Here ? [channel] : Array.Empty<ChannelRef>()];
        await store.SaveAsync(request.Community, channels.Count == 0 ? AlertState.Empty : state with { Channels = channels }, ct);
        return Tell(request, $"alerts.done.{what}");
    }

    private async Task<Reply> ShowAsync(Request request, CancellationToken ct)
    {
        var state = await store.FindAsync(request.Community, ct);
        var problems = (await sources.FindAllAsync(ct)).Where(a => a.IsCertain).ToList();

        return new Reply(
        [
            state.Channels.Count == 0 ? new Paragraph(Text("alerts.none")) : new Paragraph(ChannelsOf(state, Text("alerts.channels"))),
            problems.Count == 0 ? new Paragraph(Text("alerts.well")) : new Listing([.. problems.Select(p => (IReadOnlyList<Span>)[new Text(p.Write(request.Language))])]),
        ])
        {
            Title = Text("alerts.title"),
            Language = request.Language,
            Visibility = Visibility.Private,
        };

        string Text([TextKey(typeof(AlertTexts))] string key) => AlertTexts.All[request.Language, key];
    }

    private static List<Span> ChannelsOf(AlertState state, string lead)
    {
        var spans = new List<Span> { new Text(lead + " ") };
        foreach (var channel in state.Channels)
        {
            if (spans.Count > 1)
                spans.Add(new Text(", "));
            spans.Add(new Mention(MentionKind.Channel, channel.Platform, channel.Id, channel.ToString()));
        }

        return spans;
    }

    private static Reply Tell(Request request, [TextKey(typeof(AlertTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, AlertTexts.All.Format(request.Language, key, values));
}
