using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Desk;

/// <summary>An organizer at the desk, in the language of their page.</summary>
internal sealed record DeskUser(Visitor Visitor, Session Session, Language Language)
{
    /// <summary>The chat account whose rights the session has, or the member of the web.</summary>
    public MemberRef Member => Session.Account ?? new MemberRef(RoomPlatform.PlatformName, Visitor.Id);

    /// <summary>
    /// Whether this is the host's operator: the session began with the console's link, or with one that such a person has passed on. A
    /// chat account organizes its group and has no say over the host.
    /// </summary>
    public bool IsOperator => Session.Account is null;

    /// <summary>An order of this organizer. A chat account's rights are asked of its platform each time.</summary>
    /// <param name="id">The form's, so that one that is sent twice has one effect.</param>
    public Intent Order(string id, IntentBody body) => Session.Account is { } account
        ? new Intent($"desk/{id}", account, RoomPlatform.Channel, body) { Locale = Language, IsDirect = true, IsDesk = true, MaxWait = RoomPlatform.MaxWait }
        : new Intent($"desk/{id}", Member, RoomPlatform.Channel, body)
        {
            Locale = Language,
            Place = RoomPlatform.Place,
            IsVouchedOrganizer = true,
            IsDesk = true,
            MaxWait = RoomPlatform.MaxWait,
        };
}

/// <summary>Decides who may see the desk, and carries out its orders.</summary>
internal sealed class DeskAccess(Visitors visitors, CommunityOfIntent communities, CommunityScope scope, CommandRouter router)
{
    /// <summary>The organizer behind a request; null for anybody else. Enters the community, the first one, into the scope.</summary>
    public async Task<DeskUser?> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (await visitors.FindAsync(http, ct) is not { Session: { } session } visitor)
            return null;

        var user = new DeskUser(visitor, session, PageLanguage.Of(http));
        scope.Enter(Community.FirstId);
        var order = user.Order("", new TextBody(""));
        var community = order.Place is null
            ? await communities.FindOneAsync(order.Member, Community.FirstId, ct)
            : (await communities.FindAsync(order, ct)).FirstOrDefault(found => found.Id == Community.FirstId);
        return community is not null && Authority.IsOrganizer(order, community) ? user : null;
    }

    /// <param name="picture">A picture that was uploaded with the form; null for none.</param>
    public Task<Reply> DoAsync(DeskUser user, string id, IntentBody body, CancellationToken ct, PictureFile? picture = null) =>
        router.HandleAsync(user.Order(id, body) with { Picture = picture }, ct);

    /// <summary>The answer of a command, for a page that shows it.</summary>
    public Task<Reply> ShowAsync(DeskUser user, string command, CancellationToken ct, params ReadOnlySpan<(string Name, string Value)> options)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in options)
            given[name] = value;
        return DoAsync(user, Guid.NewGuid().ToString("N"), new CommandBody(command, given), ct);
    }
}
