using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Desk;

/// <summary>Gives an organizer of a chat a private link to the desk, where they act as that chat account.</summary>
internal sealed class DeskCommand(SignInLinks links, SiteAddress site) : ICommand
{
    public static CommandSpec Spec { get; } = new("desk", DeskTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Community != Community.FirstId)
            return Reply.Tell(request.Language, DeskTexts.All[request.Language, "desk.elsewhere"]);

        var token = LinkToken.New();
        var member = request.Intent.Member;
        var isOfWeb = member.Platform == Room.RoomPlatform.PlatformName;
        await links.AddAsync(token, isOfWeb ? null : member, SignInLinks.ChatLifetime, ct, inviter: isOfWeb ? member.Id : null);
        var label = DeskTexts.All[request.Language, "desk.link"];
        return Reply.Tell(
            request.Language,
            [new Text(DeskTexts.All[request.Language, "desk.intro"] + " "), new Link(label, new Uri(site(), SignInLinks.PathOf(token)))]);
    }
}

/// <summary>The address under which people reach the bot's pages.</summary>
public delegate Uri SiteAddress();
