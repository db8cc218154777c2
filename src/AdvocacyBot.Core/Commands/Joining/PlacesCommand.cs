using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>Lists a community's places, creates a code with which another one joins, and ends a place's membership.</summary>
internal sealed class PlacesCommand(BotDb db, EventInbox inbox, Membership membership) : ICommand
{
    private const string Do = "do";
    private const string Number = "number";

    public static CommandSpec Spec { get; } = new("places", ChatTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Do, Required: false) { Values = ["code", "leave"] }, new OptionSpec(Number, OptionKind.Number, Required: false)],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct) => request[Do] switch
    {
        "code" => await CodeAsync(request, ct),
        "leave" => await LeaveAsync(request, ct),
        _ => await ListAsync(request, ct),
    };

    private async Task<Reply> ListAsync(Request request, CancellationToken ct)
    {
        var places = await OwnAsync(request.Community, ct);
        return new Reply([new Listing([.. places.Select(p => Line(p, request.Language))]), new Paragraph(ChatTexts.All[request.Language, "places.how"])])
        {
            Title = ChatTexts.All[request.Language, "places.title"],
            Language = request.Language,
            Visibility = Visibility.Private,
        };
    }

    private Task<Reply> CodeAsync(Request request, CancellationToken ct) => inbox.OnceAsync(
        request.Intent,
        "join-codes",
        async inner => Tell(request, "places.code", await membership.NewCodeAsync(request.Community, inner)),
        _ => Task.FromResult(Tell(request, "places.again")),
        ct);

    private Task<Reply> LeaveAsync(Request request, CancellationToken ct) => inbox.OnceAsync(
        request.Intent,
        "join-codes",
        async inner => request.Number(Number) is { } id && (await OwnAsync(request.Community, inner)).Any(p => p.Id == id)
            && await membership.LeaveAsync(id, inner) is not null
                ? Tell(request, "places.left")
                : Tell(request, "places.unknown"),
        _ => Task.FromResult(Tell(request, "places.left")),
        ct);

    private Task<List<Place>> OwnAsync(long community, CancellationToken ct) =>
        db.Places.AsNoTracking().Where(p => p.CommunityId == community).OrderBy(p => p.Id).ToListAsync(ct);

    private static IReadOnlyList<Span> Line(Place place, Language language) =>
    [
        new Code(place.Id.ToString(CultureInfo.InvariantCulture)), new Text($" · {place.Platform} · {place.Key}"),
        new Text(place.State == PlaceState.Unconfirmed ? " · " + ChatTexts.All[language, "places.unconfirmed"] : ""),
    ];

    private static Reply Tell(Request request, [TextKey(typeof(ChatTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, ChatTexts.All.Format(request.Language, key, values));
}
