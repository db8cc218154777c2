using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>Closes the web room: members can read, answer to actions and ask the bot, but what they write reaches nobody else.</summary>
internal sealed class CloseCommand(ModerationOrders orders, ModerationTable table) : ICommand
{
    public static CommandSpec Spec { get; } = new("room close", ModerationTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => orders.RunAsync(request, inner => CloseAsync(request, inner), ct);

    private async Task<Reply> CloseAsync(Request request, CancellationToken ct)
    {
        if (!await table.SetClosedAsync(isClosed: true, ct))
            return ModerationOrders.Tell(request, "close.already");
        await orders.NotifyAsync(request, "close.notice", _ => null, ct);
        return ModerationOrders.Tell(request, "close.done");
    }
}

/// <summary>Opens the web room again after <see cref="CloseCommand"/>.</summary>
internal sealed class OpenCommand(ModerationOrders orders, ModerationTable table) : ICommand
{
    public static CommandSpec Spec { get; } = new("room open", ModerationTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => orders.RunAsync(request, inner => OpenAsync(request, inner), ct);

    private async Task<Reply> OpenAsync(Request request, CancellationToken ct)
    {
        if (!await table.SetClosedAsync(isClosed: false, ct))
            return ModerationOrders.Tell(request, "open.already");
        await orders.NotifyAsync(request, "open.notice", _ => null, ct);
        return ModerationOrders.Tell(request, "open.done");
    }
}
