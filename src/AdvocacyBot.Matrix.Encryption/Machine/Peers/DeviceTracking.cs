using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Machine.OwnDevice;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Peers;

/// <summary>Keeps the device lists of people with whom an encrypted room is shared (Tracking the device list for a user).</summary>
internal static class DeviceTracking
{
    private const int MaxUsersPerQuery = 250;

    public static void Track(StepBuilder step, IEnumerable<string> userIds)
    {
        foreach (var userId in userIds)
        {
            var user = step.User(userId);
            if (!user.Tracked)
                step.Save(user.MarkOutdated() with { Tracked = true, LastSeenAt = step.Now });
        }

        Query(step);
    }

    /// <summary>Marks lists that changed, and stops tracking people with whom no encrypted room is shared any more.</summary>
    public static void ReadChanges(StepBuilder step, JsonElement? deviceLists)
    {
        foreach (var userId in deviceLists?.Member("left")?.Texts() ?? [])
        {
            // The pinned master key stays: a homeserver must not be able to reset it by claiming that a room was left.
            if (step.State.Users.TryFind(userId, out var user))
                step.Save(user.MarkOutdated() with { Tracked = false, Devices = user.Devices.Clear() });
        }

        foreach (var userId in deviceLists?.Member("changed")?.Texts() ?? [])
        {
            if (step.State.Users.TryFind(userId, out var user))
                step.Save(user.MarkOutdated());
        }

        Query(step);
    }

    /// <summary>Changes may have been missed: every list is queried again.</summary>
    public static void MarkAllOutdated(StepBuilder step)
    {
        foreach (var user in step.State.Users.Values.Where(u => u.Tracked).ToArray())
            step.Save(user.MarkOutdated());
        Query(step);
    }

    /// <summary>Whether the person's list is being queried, or waits for it.</summary>
    public static bool IsAwaited(StepBuilder step, TrackedUser user) => user.Outdated && user.NextQueryAt <= step.Now;

    /// <summary>
    /// Queries outdated lists. One query is in flight for each person at a time: the answer of an earlier one must not overwrite a
    /// later one's.
    /// </summary>
    public static void Query(StepBuilder step)
    {
        var inFlight = step.State.InFlight.Values
            .OfType<InFlightRequest.Query>()
            .SelectMany(q => q.Users.Keys)
            .ToHashSet(StringComparer.Ordinal);
        var heldSenders = step.State.Held.Values.Select(h => h.Sender).ToHashSet(StringComparer.Ordinal);
        var due = step.State.Users.Values
            .Where(u => IsAwaited(step, u) && (u.Tracked || heldSenders.Contains(u.UserId)) && !inFlight.Contains(u.UserId))
            .OrderBy(u => u.UserId, StringComparer.Ordinal);
        foreach (var users in due.Chunk(MaxUsersPerQuery))
        {
            var body = new JsonObject { ["device_keys"] = new JsonObject(users.Select(u => KeyValuePair.Create(u.UserId, (JsonNode?)new JsonArray()))) };
            var generations = users.ToImmutableDictionary(u => u.UserId, u => u.Generation, StringComparer.Ordinal);
            step.Send(RequestKind.KeysQuery, body, new InFlightRequest.Query(generations));
        }
    }

    public static void Answered(StepBuilder step, InFlightRequest.Query query, JsonElement response)
    {
        var failed = response.Member("failures")?.Members().Select(m => m.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (userId, generation) in query.Users)
        {
            if (!step.State.Users.TryFind(userId, out var user))
                continue;
            if (failed.Contains(ServerOf(userId)))
                step.Save(user.QueryFailed(step.Now));
            else if (userId == step.Account.UserId)
                OwnIdentity.Queried(step, user, generation, response);
            else
                Update(step, user, generation, response);
        }

        ToDeviceReceiving.Resume(step, query.Users.Keys);
        Query(step);
    }

    public static void Failed(StepBuilder step, InFlightRequest.Query query)
    {
        foreach (var userId in query.Users.Keys)
        {
            if (step.State.Users.TryFind(userId, out var user))
                step.Save(user.QueryFailed(step.Now));
        }
    }

    /// <summary>Organizers were told about the new identity: it is pinned, and encrypting to this person continues.</summary>
    public static void AcceptIdentity(StepBuilder step, string userId)
    {
        if (step.State.Users.TryFind(userId, out var user) && user.Identity is { } identity)
            step.Save(user with { PinnedMaster = identity.Master });
    }

    private static void Update(StepBuilder step, TrackedUser user, long generation, JsonElement response)
    {
        var next = user.Update(response, generation, step.Now, (fault, text) => step.Report(fault, user.UserId, text));
        step.Save(next);
        if (next.IdentityChangePending && next.Identity!.Master != user.Identity?.Master)
            step.Emit(new MachineEffect.IdentityChanged(user.UserId, next.PinnedMaster!.Value, next.Identity.Master));
    }

    private static string ServerOf(string userId) => userId[(userId.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
