using System.Globalization;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Web.Public;

/// <summary>How answers on public pages are taken for one action.</summary>
/// <param name="MaxPeople">How many seats may be taken on the page; null for half of all seats, or 50 if seats are not counted.</param>
public sealed record WebAnswerRule(bool IsOn, int MaxGuests, int? MaxPeople)
{
    public static readonly WebAnswerRule Default = new(IsOn: true, MaxGuests: 3, MaxPeople: null);

    private const int MaxPeopleUncounted = 50;

    /// <summary>The word that <c>web answers</c> takes for it.</summary>
    public string Name => !IsOn ? "off" : MaxGuests == 0 ? "alone" : "on";

    /// <param name="name">As in <see cref="Name"/>.</param>
    /// <param name="maxPeople">As in <see cref="MaxPeople"/>.</param>
    public static WebAnswerRule Of(string name, int? maxPeople) =>
        Default with { IsOn = name != "off", MaxGuests = name == "alone" ? 0 : Default.MaxGuests, MaxPeople = maxPeople };

    public int LimitFor(PublicAction action) => MaxPeople ?? (action.Capacity is { } seats ? Math.Max(1, seats / 2) : MaxPeopleUncounted);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsOn ? 1 : 0)} {MaxGuests} {MaxPeople ?? 0}");

    /// <summary>From its written form; the default if it cannot be read.</summary>
    public static WebAnswerRule Read(string? written) =>
        written?.Split(' ') is [var on, var guests, var people]
        && int.TryParse(guests, CultureInfo.InvariantCulture, out var maxGuests) && int.TryParse(people, CultureInfo.InvariantCulture, out var maxPeople)
            ? new WebAnswerRule(on == "1", maxGuests, maxPeople > 0 ? maxPeople : null)
            : Default;
}

/// <summary>
/// Keeps the rules for answers on public pages, and how many seats were taken there. Only a number is kept, and nothing about who.
/// </summary>
internal sealed class WebAnswers(PlatformState state, WebFile file, CommunityScope scope, PublicChanges changes)
{
    /// <param name="action">Its number in the community in scope, as everywhere here.</param>
    public async Task<WebAnswerRule> RuleOfAsync(long action, CancellationToken ct) => WebAnswerRule.Read(await state.FindAsync(KeyOf(action), ct));

    /// <summary>Joins the present transaction.</summary>
    public async Task SetAsync(long action, WebAnswerRule rule, CancellationToken ct)
    {
        await state.SaveAsync(KeyOf(action), rule.ToString(), ct);
        changes.Add();
    }

    /// <summary>How many seats are taken on the page.</summary>
    public async Task<long> TakenAsync(long action, CancellationToken ct) =>
        (long?)await file.AskAsync("SELECT \"Seats\" FROM \"WebAnswers\" WHERE \"Action\" = $action", ct, ("$action", KeyOf(action))) ?? 0;

    /// <summary>Counts seats that were taken or given back.</summary>
    public Task CountAsync(long action, int change, CancellationToken ct) => change == 0
        ? Task.CompletedTask
        : file.ChangeAsync(
            """
            INSERT INTO "WebAnswers" ("Action", "Seats") VALUES ($action, max(0, $change))
            ON CONFLICT ("Action") DO UPDATE SET "Seats" = max(0, "Seats" + $change)
            """,
            ct, ("$action", KeyOf(action)), ("$change", change));

    internal static string KeyOf(long community, long number) => string.Create(CultureInfo.InvariantCulture, $"web/answers/{community}/{number}");

    private string KeyOf(long action) => KeyOf(scope.Id, action);
}
