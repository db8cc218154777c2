using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>How places join and leave a community.</summary>
public sealed class Membership(BotDb db, WriteTransaction write, TimeProvider clock)
{
    /// <summary>How long a join code is valid.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromHours(1);

    // 32 letters and digits that cannot be mistaken for each other: 10 of them are 50 bits.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int CodeLength = 10;

    /// <summary>Creates a code with which one place can join a community.</summary>
    public async Task<string> NewCodeAsync(long community, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
        var now = clock.UtcNow;
        await write.RunAsync(
            "join-codes",
            async inner =>
            {
                await db.JoinCodes.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync(inner);
                db.JoinCodes.Add(new JoinCode { Hash = HashOf(code), CommunityId = community, ExpiresAt = now + CodeLifetime });
            },
            ct);
        return $"{code[..5]}-{code[5..]}";
    }

    /// <summary>Lets a place join with a code, and uses the code up.</summary>
    /// <returns>The community, or null if the code is unknown, used or expired, or the place belongs to a community already.</returns>
    public Task<Community?> JoinAsync(PlaceRef place, string code, CancellationToken ct) =>
        write.RunAsync(
            "join-codes",
            async inner =>
            {
                var hash = HashOf(code);
                var now = clock.UtcNow;
                var found = await db.JoinCodes.SingleOrDefaultAsync(c => c.Hash == hash && c.ExpiresAt > now, inner);
                if (found is null || await FindAsync(place, inner) is not null)
                    return null;

                db.JoinCodes.Remove(found);
                Add(place, found.CommunityId, PlaceState.Confirmed);
                return await db.Communities.SingleAsync(c => c.Id == found.CommunityId, inner);
            },
            ct);

    /// <summary>Creates a community whose first place is this one.</summary>
    /// <returns>Null if the place belongs to a community already.</returns>
    public Task<Community?> FoundAsync(PlaceRef place, string name, CancellationToken ct) =>
        write.RunAsync<Community?>(
            "join-codes",
            async inner =>
            {
                if (await FindAsync(place, inner) is not null)
                    return null;

                var community = new Community { Slug = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12), Name = name, CreatedAt = clock.UtcNow };
                db.Communities.Add(community);
                await db.SaveChangesAsync(inner);
                Add(place, community.Id, PlaceState.Confirmed);
                return community;
            },
            ct);

    /// <summary>Makes a place one of a community's, as the configuration says. Confirms one that waits; a no-op if it has joined.</summary>
    /// <returns>False if it belongs to another community.</returns>
    public Task<bool> EnsureAsync(PlaceRef place, long community, PlaceState state, CancellationToken ct) =>
        write.RunAsync(
            "join-codes",
            async inner =>
            {
                if (await FindAsync(place, inner) is not { } present)
                {
                    Add(place, community, state);
                    return true;
                }

                if (present.CommunityId == community && state == PlaceState.Confirmed)
                    present.State = state;
                return present.CommunityId == community;
            },
            ct);

    /// <summary>Confirms a place that an upgrade took over.</summary>
    /// <returns>False if there is no such place.</returns>
    public async Task<bool> ConfirmAsync(long id, CancellationToken ct) =>
        await write.RunAsync(
            "join-codes",
            inner => db.Places.Where(p => p.Id == id).ExecuteUpdateAsync(row => row.SetProperty(p => p.State, PlaceState.Confirmed), inner),
            ct) == 1;

    /// <summary>Ends a place's membership.</summary>
    /// <returns>The place that left, or null if there is none with this id.</returns>
    public Task<Place?> LeaveAsync(long id, CancellationToken ct) =>
        write.RunAsync(
            "join-codes",
            async inner =>
            {
                var place = await db.Places.SingleOrDefaultAsync(p => p.Id == id, inner);
                if (place is not null)
                    db.Places.Remove(place);
                return place;
            },
            ct);

    private Task<Place?> FindAsync(PlaceRef place, CancellationToken ct) =>
        db.Places.SingleOrDefaultAsync(p => p.Platform == place.Platform && p.Key == place.Id, ct);

    private void Add(PlaceRef place, long community, PlaceState state) =>
        db.Places.Add(new Place { CommunityId = community, Platform = place.Platform, Key = place.Id, State = state, JoinedAt = clock.UtcNow });

    private static string HashOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(new string([.. code.ToUpperInvariant().Where(Alphabet.Contains)]))));
}
