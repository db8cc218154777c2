using NodaTime;

namespace AdvocacyBot.Tests.Articles.Settings;

/// <summary>
/// What a followed feed posts and when, in the simplest form: lists and loops over minutes, without a database. Times are UTC and whole
/// minutes.
/// </summary>
internal sealed class PostingModel
{
    private readonly List<(DateTime Due, string[] Titles, bool IsDigest)> waiting = [];
    private readonly List<string> gathered = [];
    private DateTime? nextDigest;

    /// <summary>The hour of the digest and its day of the week; null day for every day.</summary>
    private (int Hour, IsoDayOfWeek? Day)? digest;
    private (int From, int To)? quiet;
    private DateTimeZone zone = DateTimeZone.Utc;
    private bool isPaused;
    private bool isHeld;
    private bool isFiltered;
    private bool isUrgencyKnown;

    /// <summary>Everything posted so far: when, and the titles in one post.</summary>
    public List<(DateTime At, string Titles)> Posted { get; } = [];

    /// <summary>When something is posted next if nothing else happens.</summary>
    public DateTime? Next => waiting.Select(post => post.Due).Concat(!isPaused && nextDigest is { } next ? [next] : []).Order().Cast<DateTime?>().FirstOrDefault();

    public void Publish(string title, DateTime now)
    {
        if (isPaused || (isFiltered && title.Contains("football", StringComparison.Ordinal)) || isHeld)
            return;
        if (isUrgencyKnown && title.Contains("eviction", StringComparison.Ordinal))
            waiting.Add((now, [title], false));
        else if (digest is not null)
            gathered.Add(title);
        else
            waiting.Add((EndOfQuiet(now), [title], false));
    }

    /// <summary>Posts what is due.</summary>
    public void Run(DateTime now)
    {
        if (!isPaused && nextDigest <= now)
        {
            PostDigest(now);
            nextDigest = NextDigest(now);
        }

        foreach (var post in waiting.Where(post => post.Due <= now).ToList())
        {
            waiting.Remove(post);
            Posted.Add((now, string.Join(", ", post.Titles)));
        }
    }

    public void SetDigest((int Hour, IsoDayOfWeek? Day)? plan, DateTime now)
    {
        if (plan is null && !isPaused)
            PostDigest(now);
        digest = plan;
        nextDigest = NextDigest(now);
    }

    public void SetQuiet((int From, int To)? hours, DateTime now)
    {
        quiet = hours;
        Reschedule(now);
    }

    public void SetZone(string id, DateTime now)
    {
        zone = DateTimeZoneProviders.Tzdb[id];
        nextDigest = NextDigest(now);
        Reschedule(now);
    }

    public void SetFilter(bool isOn) => isFiltered = isOn;

    public void SetUrgent(bool isOn) => isUrgencyKnown = isOn;

    public void Hold(bool isOn) => isHeld = isOn;

    /// <summary>What waits by itself is missed; what was in a digest is gathered again.</summary>
    public void Pause()
    {
        isPaused = true;
        gathered.InsertRange(0, waiting.Where(post => post.IsDigest).SelectMany(post => post.Titles));
        waiting.Clear();
    }

    public void Resume(DateTime now)
    {
        isPaused = false;
        if (digest is null)
            PostDigest(now);
        nextDigest = NextDigest(now);
    }

    private void PostDigest(DateTime now)
    {
        if (gathered.Count > 0)
            waiting.Add((EndOfQuiet(now), [.. gathered], true));
        gathered.Clear();
    }

    private void Reschedule(DateTime now)
    {
        for (var i = 0; i < waiting.Count; i++)
            waiting[i] = waiting[i] with { Due = EndOfQuiet(now) };
    }

    private DateTime EndOfQuiet(DateTime at)
    {
        while (quiet is var (from, to) && (from < to ? HourOf(at) >= from && HourOf(at) < to : HourOf(at) >= from || HourOf(at) < to))
            at = at.AddMinutes(1);
        return at;
    }

    private DateTime? NextDigest(DateTime now)
    {
        if (digest is not var (hour, day))
            return null;
        var at = now.AddMinutes(1);
        while (LocalOf(at) is var local && (local.Hour != hour || local.Minute != 0 || (day is { } only && local.DayOfWeek != only)))
            at = at.AddMinutes(1);
        return at;
    }

    private int HourOf(DateTime utc) => LocalOf(utc).Hour;

    private LocalDateTime LocalOf(DateTime utc) => Instant.FromDateTimeUtc(utc).InZone(zone).LocalDateTime;
}
