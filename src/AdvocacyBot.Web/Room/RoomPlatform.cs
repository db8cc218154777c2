using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Web.Room.Moderation;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room;

/// <summary>The web room as a chat platform: one channel, whose service is this very process.</summary>
internal sealed class RoomPlatform(
    RoomHistory history, NameTable names, RoomModeration moderation, SessionTable sessions, Visitors visitors, IServiceScopeFactory scopes) : IChatPlatform
{
    public const string PlatformName = "room";

    /// <summary>The room's one channel.</summary>
    public static readonly ChannelRef Channel = new(PlatformName, "main");

    /// <summary>The room as a place of a community.</summary>
    public static readonly PlaceRef Place = new(PlatformName, "main");

    /// <summary>People wait for the answer to a request for less time than in a chat.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private volatile IntentHandler? handle;

    public string Name => PlatformName;

    public bool IsReady => handle is not null;

    public bool ShowsReadersLanguage => true;

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
        var reader = post.Channel.Direct is { } member ? visitors.AuthorOf(member.Id) : null;
        return RefOf(await history.AddAsync(new NewMessage(post.Reply, OnlyFor: reader) { Key = post.Key }, ct));
    }

    public async Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        EnsureReady();
        if (!long.TryParse(message.Id, CultureInfo.InvariantCulture, out var id) || !await history.EditAsync(id, reply, ct))
            throw new SendFailedException(SendFailure.Never, "The room has no such message.");
    }

    public async Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) =>
        await sessions.IsOrganizerAsync(member.Id, ct) ? Standing.Organizer : Standing.Member;

    public Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct) =>
        Task.FromResult<PlaceRef?>(channel == Channel ? Place : null);

    public Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PresentPlace>>([new PresentPlace(Place, PlatformName)]);

    public Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct) => Task.FromResult<DateTime?>(null);

    /// <summary>The room cannot be left: it is part of this process.</summary>
    public Task LeaveAsync(PlaceRef place, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// A member says something. The words are shown to all, unless they are an order whose answer is for the member alone: then
    /// nobody else sees the order either. A failed question is answered privately, and talk not at all. While a member's words do not
    /// reach the others, the bot answers everything privately.
    /// </summary>
    /// <param name="replyTo">The id of the bot's message that the words reply to; null if they stand for themselves.</param>
    /// <returns>The member's own message; null if there is no such message of the bot for this member.</returns>
    /// <exception cref="RoomRefusalException">It is talk, which does not reach the others now.</exception>
    public async Task<RoomMessage?> SayAsync(Speaker speaker, string text, long? replyTo, CancellationToken ct)
    {
        RoomMessage? original = null;
        if (replyTo is { } id && (original = await history.FindAsync(id, speaker.Visitor, ct)) is not { Author: null })
            return null;

        var isCommand = text.StartsWith('/') || text.StartsWith('!');
        var body = new TextBody(isCommand ? text[1..].TrimStart() : text, isCommand);
        var objection = await moderation.FindAsync(speaker, ct);
        var reply = await HandleAsync(speaker, body, null, ct, original);
        if (objection is not null && reply.IsNothing)
            throw new RoomRefusalException(objection);

        var member = speaker.Visitor;
        var isAlone = objection is not null || reply is { IsNothing: false, Visibility: Visibility.Private };
        var said = await history.AddAsync(
            new NewMessage(Reply.Say(speaker.Language, SafeText.Clean(text)), member.Author, isAlone ? member.Author : null)
            {
                AuthorName = await names.FindAsync(member.Author, ct),
                ReplyTo = replyTo,
                Source = speaker.Address,
            },
            ct);
        if (!reply.IsNothing)
            await AnswerAsync(reply, isAlone || !reply.Understood ? speaker : null, ct);
        return said;
    }

    /// <summary>A member presses a choice of a message.</summary>
    /// <returns>The bot's answer; null if the message has no such choice for this member.</returns>
    public async Task<RoomMessage?> ChooseAsync(Speaker speaker, long message, string choice, CancellationToken ct)
    {
        var asked = await history.FindAsync(message, speaker.Visitor, ct);
        if (asked is null || asked.Reply.Choices.All(c => c.Id != choice))
            return null;

        var reply = await HandleAsync(speaker, new ChoiceBody(choice), RefOf(asked), ct);
        var isAlone = reply.Visibility == Visibility.Private || await moderation.FindAsync(speaker, ct) is not null;
        return await AnswerAsync(reply, isAlone ? speaker : null, ct);
    }

    /// <summary>Carries out an order of a page's form. The page shows the answer; it is not a message of the room.</summary>
    public Task<Reply> OrderAsync(Speaker speaker, IntentBody body, CancellationToken ct) => HandleAsync(speaker, body, null, ct);

    /// <param name="original">The bot's message that a text replies to.</param>
    private async Task<Reply> HandleAsync(Speaker speaker, IntentBody body, MessageRef? message, CancellationToken ct, RoomMessage? original = null)
    {
        var answer = handle ?? throw new RoomClosedException();
        var intent = new Intent(Guid.NewGuid().ToString("N"), new MemberRef(PlatformName, speaker.Visitor.Id), Channel, body)
        {
            Locale = speaker.Language,
            Place = Place,
            IsVouchedOrganizer = speaker.Visitor.IsRoomOrganizer,
            IsOverheard = original is null && body is TextBody { IsCommand: false },
            ReplyTo = original is null ? null : RefOf(original),
            RepliedChoices = original is null ? [] : [.. original.Reply.Choices.Select(c => c.Id)],
            MaxWait = MaxWait,
            Message = message,
        };
        return await answer(intent, ct);
    }

    /// <param name="alone">Who alone may see the answer; null for everybody.</param>
    private async Task<RoomMessage> AnswerAsync(Reply reply, Speaker? alone, CancellationToken ct)
    {
        var shown = await history.AddAsync(new NewMessage(reply, OnlyFor: alone?.Visitor.Author) { Source = alone?.Address }, ct);
        if (alone is not null)
            return shown;
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

/// <summary>The author of a request to the room, with the client address and the page's language.</summary>
internal sealed record Speaker(Visitor Visitor, string Address, Language Language);

/// <summary>Somebody spoke before the room was open, or while it closed.</summary>
internal sealed class RoomClosedException() : Exception("The room is not open.");
