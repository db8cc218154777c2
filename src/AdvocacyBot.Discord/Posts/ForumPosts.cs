using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Posts;

/// <summary>Posts in forums: each starts a thread with a title and tags.</summary>
internal sealed class ForumPosts(DiscordApi api, AttachedPictures pictures)
{
    private const int MaxTags = 5;
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(30);

    public async Task<MessageRef> StartAsync(Channel forum, Post post, string bot, CancellationToken ct)
    {
        var text = PlainText.Write(post.Reply);
        var name = ThreadNames.Of(post.Reply);
        if (post.IsRetry && await FindAsync(forum, name, bot, post.FirstAttempt, ct) is { } before)
            return new MessageRef(InteractionMapper.Channel(before), before);

        var prepared = await pictures.PrepareAsync(post.Reply, ct);
        var started = await CardFallback.SendAsync(
            prepared.Reply,
            prepared.AddTo,
            payload => api.Channels.StartForumPostAsync(forum.Id, new ForumPost(name, payload, Tags(forum, text)), prepared.File, ct));
        return new MessageRef(InteractionMapper.Channel(started.Id), started.Message?.Id ?? started.Id);
    }

    /// <summary>Forum posts have no nonce, so a retry searches for the thread first. A thread's first message has the thread's id.</summary>
    private async Task<string?> FindAsync(Channel forum, string name, string bot, DateTime since, CancellationToken ct)
    {
        var oldest = ulong.Parse(Snowflake.IdAt(since - ClockMargin), CultureInfo.InvariantCulture);
        var threads = await api.Guilds.ActiveThreadsAsync(forum.GuildId ?? "", ct);
        return threads.Threads
            .FirstOrDefault(t => t.ParentId == forum.Id && t.OwnerId == bot && t.Name == name
                && ulong.TryParse(t.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= oldest)?.Id;
    }

    /// <summary>The tags whose names occur in the text; if none does, the first tag, because a forum may require one.</summary>
    private static IReadOnlyList<string> Tags(Channel forum, string text)
    {
        var free = (forum.AvailableTags ?? []).Where(t => !t.Moderated).ToList();
        var folded = Folding.Fold(text);
        var fitting = free.Where(t => folded.Contains(Folding.Fold(t.Name), StringComparison.Ordinal)).Take(MaxTags).ToList();
        return [.. (fitting.Count > 0 ? fitting : [.. free.Take(1)]).Select(t => t.Id)];
    }
}
