using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>Shows the web room's rules and who is muted.</summary>
internal sealed class RulesCommand(ModerationTable table, TimeProvider clock) : ICommand
{
    public static CommandSpec Spec { get; } = new("room rules", ModerationTexts.All) { Audience = Audience.Organizers, IsPrivate = true, IsQuery = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Community != Community.FirstId)
            return ModerationOrders.Tell(request, "moderation.elsewhere");

        var (language, now) = (request.Language, clock.UtcNow);
        var rules = await table.RulesAsync(ct);
        var muted = await table.MutedAsync(now, author: null, ct);
        return new Reply([new Listing([Line(rules.IsClosed ? "rules.closed" : "rules.open"), Line(rules.Pause > TimeSpan.Zero ? "rules.slow" : "rules.fast"), .. Muted()])])
        {
            Title = ModerationTexts.All[language, "rules.title"],
            Language = language,
            Visibility = Visibility.Private,
        };

        IReadOnlyList<Span> Line([TextKey(typeof(ModerationTexts))] string key) =>
            [new Text(ModerationTexts.All.Format(language, key, DurationText.Seconds(rules.Pause, language)))];

        IEnumerable<IReadOnlyList<Span>> Muted() => muted.Count == 0
            ? [Line("rules.nobody")]
            : muted.Select(m => (IReadOnlyList<Span>)[new Text(ModerationTexts.All.Format(language, "rules.muted", m.Name ?? m.Author[..8], RoomModeration.Left(m.EndsAt - now, language)))]);
    }
}
