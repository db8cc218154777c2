using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Web.Room;

/// <summary>The web room as a chat platform: one channel, whose service is this very process.</summary>
internal sealed class RoomPlatform(RoomHistory history, RoomFile file, IServiceScopeFactory scopes) : IChatPlatform
{
    public const string PlatformName = "room";

    /// <summary>The room's one channel.</summary>
    public static readonly ChannelRef Channel = new(PlatformName, "main");

    /// <summary>The room as a place of a community.</summary>
    public static readonly PlaceRef Place = new(PlatformName, "main");

    /// <summary>People wait for the answer to a request for less time than in a chat.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private volatile IntentHandler? handle;

    public string Name => PlatformName;

    public bool IsReady => handle is not null;

    /// <summary>Each process has a room of its own.</summary>
    public bool IsExclusive => false;

    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        this.handle = handle;
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            this.handle = null;
        }
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct)
    {
        EnsureReady();
        return RefOf(await history.AddAsync(null, post.Reply, post.Channel.Direct?.Id, post.Key, ct));
    }

    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        EnsureReady();
        if (!long.TryParse(message.Id, CultureInfo.InvariantCulture, out var id) || !await history.EditAsync(id, reply, ct))
            throw new SendFailedException(SendFailure.Never, "The room has no such message.");
    }

    public async Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) =>
        await file.IsOrganizerAsync(member.Id, ct) ? Standing.Organizer : Standing.Member;

    public Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct) =>
        Task.FromResult<PlaceRef?>(channel == Channel ? Place : null);

    public Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PresentPlace>>([new PresentPlace(Place, PlatformName)]);

    public Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct) => Task.FromResult<DateTime?>(null);

    /// <summary>The room cannot be left: it is part of this process.</summary>
    public Task LeaveAsync(PlaceRef place, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// A member says something. The words are shown to all, unless the answer is for the member alone: then nobody else sees
    /// the question either.
    /// </summary>
    /// <returns>The member's own message.</returns>
    public async Task<RoomMessage> SayAsync(RoomMember member, string text, Language language, CancellationToken ct)
    {
        var isCommand = text.StartsWith('/') || text.StartsWith('!');
        var wish = new TextBody(isCommand ? text[1..].TrimStart() : text, isCommand);
        var reply = await HandleAsync(member, wish, null, language, ct);

        var onlyFor = reply.Visibility == Visibility.Private ? member.Id : null;
        var said = await history.AddAsync(member.Tag, Reply.Say(language, SafeText.Clean(text)), onlyFor, null, ct);
        await AnswerAsync(reply, onlyFor, ct);
        return said;
    }

    /// <summary>A member presses a choice of a message.</summary>
    /// <returns>The bot's answer; null where the message has no such choice for this member.</returns>
    public async Task<RoomMessage?> ChooseAsync(RoomMember member, long message, string choice, Language language, CancellationToken ct)
    {
        var asked = await history.FindAsync(message, member.Id, ct);
        if (asked is null || asked.Reply.Choices.All(c => c.Id != choice))
            return null;

        var reply = await HandleAsync(member, new ChoiceBody(choice), RefOf(asked), language, ct);
        return await AnswerAsync(reply, reply.Visibility == Visibility.Private ? member.Id : null, ct);
    }

    private async Task<Reply> HandleAsync(RoomMember member, IntentBody wish, MessageRef? message, Language language, CancellationToken ct)
    {
        var answer = handle ?? throw new RoomClosedException();
        var intent = new Intent(Guid.NewGuid().ToString("N"), new MemberRef(PlatformName, member.Id), Channel, wish)
        {
            Locale = language,
            Place = Place,
            IsVouchedOrganizer = member.IsOrganizer,
            MaxWait = MaxWait,
            Message = message,
        };
        return await answer(intent, ct);
    }

    private async Task<RoomMessage> AnswerAsync(Reply reply, string? onlyFor, CancellationToken ct)
    {
        var shown = await history.AddAsync(null, reply, onlyFor, null, ct);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MessageSubjects>().RememberAsync(RefOf(shown), reply, ct);
        return shown;
    }

    private void EnsureReady()
    {
        if (!IsReady)
            throw new SendFailedException(SendFailure.Later, "The room is not open yet.");
    }

    private static MessageRef RefOf(RoomMessage message) => new(Channel, message.Id.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Somebody spoke before the room was open, or while it closed.</summary>
internal sealed class RoomClosedException() : Exception("The room is not open.");
