using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>Shows organizers what organizers of their community did lately.</summary>
internal sealed class LogCommand(BotDb db, OrganizerAction actions, BotSettings settings) : ICommand
{
    private const int MaxEntries = 20;

    public static CommandSpec Spec { get; } = new("log", ChatTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var entries = await db.OrganizerLog.AsNoTracking().OrderByDescending(e => e.Id).Take(MaxEntries).ToListAsync(ct);
        if (entries.Count == 0)
            return Reply.Tell(request.Language, ChatTexts.All[request.Language, "log.empty"]);

        return new Reply([new Listing([.. entries.Select(Line)])])
        {
            Title = ChatTexts.All[request.Language, "log.title"],
            Language = request.Language,
            Visibility = Visibility.Private,
        };
    }

    private IReadOnlyList<Span> Line(OrganizerLogEntry entry) =>
    [
        new Moment(entry.At, settings.TimeZone), new Text($" · {entry.Platform} · {actions.WhoMade(entry).Id} · "), new Code(entry.What),
    ];
}
