using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>Mutes a member of the web room for a while, or ends that: <c>room mute 0294 2h</c>, <c>room mute 0294 off</c>.</summary>
internal sealed class MuteCommand(ModerationOrders orders, ModerationTable table, TimeProvider clock) : ICommand
{
    private const string Who = "who";
    private const string Time = "time";
    private const int DefaultMinutes = 60;
    private const int MaxDays = 90;

    public static CommandSpec Spec { get; } = new("room mute", ModerationTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Who), new OptionSpec(Time, OptionKind.Rest, Required: false)],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => orders.RunAsync(request, inner => MuteAsync(request, inner), ct);

    private async Task<Reply> MuteAsync(Request request, CancellationToken ct)
    {
        var isEnd = request[Time] is { } word && SettingWords.IsOff(word);
        var minutes = request[Time] is not { } text || isEnd ? DefaultMinutes : SpanText.Minutes(text) ?? 0;
        if (minutes is 0 or > MaxDays * 24 * 60)
            return ModerationOrders.Tell(request, "mute.time", MaxDays);

        var who = request.Required(Who);
        var found = await table.FindAsync(who, ct);
        if (found is not [var author])
            return ModerationOrders.Tell(request, found.Count == 0 ? "mute.unknown" : "mute.several", SafeText.Shorten(SafeText.Clean(who), NameTable.MaxLength));
        if (isEnd)
            return ModerationOrders.Tell(request, await table.UnmuteAsync(author, ct) ? "mute.ended" : "mute.not", who);

        await table.MuteAsync(author, clock.UtcNow.AddMinutes(minutes), ct);
        return ModerationOrders.Tell(request, "mute.done", who, DurationText.Minutes(minutes, request.Language));
    }
}
