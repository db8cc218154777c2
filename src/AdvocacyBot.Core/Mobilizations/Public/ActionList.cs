using System.Globalization;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Public;

/// <summary>Lists, for its organizers, the actions of the community in scope. The caller checks that an organizer asks.</summary>
public sealed class ActionList(BotDb db)
{
    private const int MaxCount = 200;

    /// <summary>Everything that has a number and is not deleted, the latest first.</summary>
    public Task<IReadOnlyList<ListedAction>> ListAsync(CancellationToken ct) =>
        ReadAsync(db.Mobilizations.Where(m => m.State != MobilizationState.Draft && m.State != MobilizationState.Shredded), ct);

    /// <summary>The actions whose answers are deleted, the latest first: what is left of them, with the receipt of that.</summary>
    public Task<IReadOnlyList<ListedAction>> DeletedAsync(CancellationToken ct) =>
        ReadAsync(db.Mobilizations.Where(m => m.State == MobilizationState.Shredded), ct);

    /// <summary>The action of a number, deleted or not; null if there is none.</summary>
    public async Task<ListedAction?> FindAsync(long number, CancellationToken ct) =>
        (await ReadAsync(db.Mobilizations.Where(m => m.Number == number), ct)) is [var action] ? action : null;

    /// <summary>Whether there is, or was, any action with a number.</summary>
    public Task<bool> AnyAsync(CancellationToken ct) => db.Mobilizations.AnyAsync(m => m.Number > 0, ct);

    /// <summary>What an action says now.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ActionValues> ValuesAsync(long number, CancellationToken ct)
    {
        if (await db.Mobilizations.AsNoTracking().SingleOrDefaultAsync(m => m.Number == number, ct) is not { } mobilization)
            return ActionValues.None;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["title"] = mobilization.Title,
            ["text"] = mobilization.Details,
            ["access"] = mobilization.Access,
            ["hotline"] = mobilization.Hotline,
            ["capacity"] = mobilization.Capacity?.ToString(CultureInfo.InvariantCulture),
            ["place"] = mobilization.Place,
            ["move"] = mobilization.LocalStart.Replace('T', ' '),
        };
        return new ActionValues(values.Where(v => !string.IsNullOrEmpty(v.Value)).ToDictionary(v => v.Key, v => v.Value!, StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<ListedAction>> ReadAsync(IQueryable<Mobilization> some, CancellationToken ct)
    {
        var all = await some.AsNoTracking()
            .Where(m => m.Number > 0)
            .OrderByDescending(m => m.StartsAt).ThenByDescending(m => m.Id)
            .Take(MaxCount)
            .ToListAsync(ct);
        return
        [
            .. all.Select(m => new ListedAction(m.Number, m.Title, m.Place, m.StartsAt, m.Zone)
            {
                IsCancelled = m.IsCancelled,
                IsInSeries = m.SeriesId is not null,
                IsDeleted = m.State == MobilizationState.Shredded,
                PageName = m.IsPublic && m.State != MobilizationState.Shredded ? PublicNames.Of(m.Title, m.CalendarUid) : null,
            }),
        ];
    }
}

/// <summary>What an action says now, for a form that changes it.</summary>
/// <param name="Values">By the words that <c>action 7</c> takes: title, text, access, hotline, capacity, place and move.</param>
public sealed record ActionValues(IReadOnlyDictionary<string, string> Values)
{
    public static readonly ActionValues None = new(new Dictionary<string, string>());

    /// <summary>Empty if the setting is not set or not among the values.</summary>
    public string this[string setting] => Values.GetValueOrDefault(setting) ?? "";
}

/// <summary>An action in the list of its organizers.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="Zone">The place's IANA zone.</param>
public sealed record ListedAction(long Number, string Title, string Place, DateTime StartsAt, string Zone)
{
    public bool IsCancelled { get; init; }

    public bool IsInSeries { get; init; }

    /// <summary>Whether the answers and their key are destroyed.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Its name in addresses; null if it has no public page.</summary>
    public string? PageName { get; init; }

    /// <summary>Whether everybody may know of it.</summary>
    public bool IsOpen => PageName is not null;
}
