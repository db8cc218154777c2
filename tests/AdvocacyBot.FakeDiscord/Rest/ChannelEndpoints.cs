using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Endpoints of channels and threads; passes messages on to <see cref="MessageEndpoints"/>.</summary>
internal sealed class ChannelEndpoints(FakeWorld world, MessageEndpoints messages, Action<string, JsonObject, string?> dispatch)
{
    private const int CreatePublicThreads = 35;

    public ApiResponse Handle(ApiRequest call)
    {
        if (!world.Channels.TryGetValue(call.Path[1], out var channel))
            return ApiResponse.Unknown(10003);
        return (call.Method, call.Path[2..]) switch
        {
            ("GET", []) => messages.May(channel, 10) ? ApiResponse.Ok(channel.Json()) : ApiResponse.Error(403, 50001, "Missing Access"),
            ("PATCH", []) => Change(channel, call.Form),
            ("POST", ["threads"]) when channel.IsForum => StartForumPost(channel, call),
            ("POST", ["messages", var id, "threads"]) => StartThread(channel, id, call.Form),
            ("GET", ["threads", "archived", "public"]) => ApiResponse.Ok(new JsonObject
            {
                ["threads"] = new JsonArray([.. world.Threads(channel.Id).Where(t => t.IsArchived).Select(t => t.Json())]),
                ["members"] = new JsonArray(),
                ["has_more"] = false,
            }),
            ("POST", ["typing"]) => ApiResponse.Nothing,
            (_, ["messages", ..]) => messages.Handle(channel, call),
            _ => ApiResponse.Error(404, 0, "404: Not Found"),
        };
    }

    /// <summary>Archives a thread and notifies clients, as Discord does after a time of inactivity.</summary>
    public void Archive(FakeChannel thread, bool isLocked)
    {
        thread.IsLocked = isLocked;
        SetArchived(thread, true);
    }

    private ApiResponse Change(FakeChannel channel, JsonObject form)
    {
        if (!channel.IsThread)
            return ApiResponse.Error(403, 50013, "Missing Permissions");
        var mayManage = messages.May(channel, 34);
        if ((bool?)form["archived"] is { } archived)
        {
            // The owner may archive; anyone who can write may unarchive, unless the thread is locked.
            if (channel.IsLocked && !mayManage)
                return ApiResponse.Error(403, 50013, "Missing Permissions");
            if (archived != channel.IsArchived)
                SetArchived(channel, archived);
        }
        else if (channel.IsArchived)
        {
            return ApiResponse.Error(400, 50083, "Thread is archived");
        }

        return ApiResponse.Ok(channel.Json());
    }

    private void SetArchived(FakeChannel thread, bool archived)
    {
        thread.IsArchived = archived;
        thread.ArchiveChanges++;
        dispatch("THREAD_UPDATE", thread.Json(), thread.GuildId);
    }

    private ApiResponse StartForumPost(FakeChannel forum, ApiRequest call)
    {
        var tags = (call.Form["applied_tags"] as JsonArray ?? []).Select(t => t!.GetValue<string>()).ToList();
        var body = call.Form["message"] as JsonObject ?? [];
        var problems = MessageRules.Problems(body).ToList();
        if ((MessageText.Text(call.Form, "name") ?? "").Length is 0 or > 100)
            problems.Add("name");
        if (tags.Count > 5 || tags.Exists(t => forum.Tags.All(f => f.Id != t)))
            problems.Add("applied_tags");
        if (problems.Count > 0)
            return ApiResponse.Invalid(problems);

        var thread = Add(forum, world.Ids.Next(), MessageText.Text(call.Form, "name")!, tags);
        var message = messages.Store(thread.Id, body, call, id: thread.Id);
        var json = thread.Json();
        json["message"] = message.Json();
        return ApiResponse.Ok(json);
    }

    /// <summary>A thread that starts from a message has the message's id.</summary>
    private ApiResponse StartThread(FakeChannel channel, string message, JsonObject form)
    {
        if (channel.Type is not (0 or 5) || world.Messages.TrueForAll(m => m.Id != message || m.ChannelId != channel.Id || m.IsDeleted))
            return ApiResponse.Unknown(10008);
        if (!messages.May(channel, CreatePublicThreads))
            return ApiResponse.Error(403, 50013, "Missing Permissions");
        if (world.Channels.ContainsKey(message))
            return ApiResponse.Error(400, 160004, "A thread has already been created for this message");
        if ((MessageText.Text(form, "name") ?? "").Length is 0 or > 100)
            return ApiResponse.Invalid(["name"]);
        return ApiResponse.Ok(Add(channel, message, MessageText.Text(form, "name")!, []).Json());
    }

    private FakeChannel Add(FakeChannel parent, string id, string name, List<string> tags)
    {
        var thread = new FakeChannel(id, parent.Type == 5 ? 10 : 11, parent.GuildId, name) { ParentId = parent.Id, OwnerId = world.BotId, AppliedTags = tags };
        world.Channels[thread.Id] = thread;
        world.Guilds[parent.GuildId!].Channels.Add(thread);
        var created = thread.Json();
        created["newly_created"] = true;
        dispatch("THREAD_CREATE", created, thread.GuildId);
        return thread;
    }
}
