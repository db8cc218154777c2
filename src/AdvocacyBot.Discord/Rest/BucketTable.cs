namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Maps routes to buckets. The server names a route's bucket in its responses; until then, the route has a bucket of its own.
/// Routes with the same name share a bucket until a response proves that they are counted separately. Not thread-safe.
/// </summary>
internal sealed class BucketTable
{
    private const int MaxBuckets = 10_000;
    private readonly Dictionary<string, string> nameOfRoute = new(StringComparer.Ordinal);
    private readonly HashSet<string> separateNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RateBucket> buckets = new(StringComparer.Ordinal);

    public RateBucket Of(Route route)
    {
        var key = Key(nameOfRoute.GetValueOrDefault(route.Template, route.Template), route.Resource);
        if (buckets.TryGetValue(key, out var bucket))
            return bucket;

        if (buckets.Count >= MaxBuckets)
        {
            foreach (var (idle, _) in buckets.Where(b => b.Value.IsIdle).Take(MaxBuckets / 2).ToList())
                buckets.Remove(idle);
        }

        return buckets[key] = new RateBucket();
    }

    public void End(RateLimits.Ticket ticket, LimitHeaders? headers, TimeSpan now)
    {
        ticket.Bucket.End(ticket.Route.Template);
        if (headers is null)
        {
            ticket.Bucket.Forget();
            return;
        }

        var template = ticket.Route.Template;
        Name(template, NameFor(template, headers.Bucket));
        if (ticket.Bucket.IsContradictedBy(template, headers) && separateNames.Add(headers.Bucket))
            Separate(headers.Bucket, now);
        ticket.Bucket.Learn(template, headers, now);
    }

    private string NameFor(string template, string name) => separateNames.Contains(name) ? $"{name}\0{template}" : name;

    /// <summary>Files a route's buckets under the name that the server assigned.</summary>
    private void Name(string template, string name)
    {
        var before = nameOfRoute.GetValueOrDefault(template, template);
        if (before == name)
            return;

        nameOfRoute[template] = name;
        // Only an unnamed bucket belongs to this route alone; a named one may serve other routes, too.
        if (before != template)
            return;
        foreach (var (key, bucket) in WithName(before))
        {
            buckets.Remove(key);
            var renamed = Key(name, key[(before.Length + 1)..]);
            if (!buckets.TryAdd(renamed, bucket))
                bucket.MergeInto(buckets[renamed]);
        }
    }

    /// <summary>Gives each route with a name its own buckets.</summary>
    private void Separate(string name, TimeSpan now)
    {
        foreach (var (key, bucket) in WithName(name))
        {
            buckets.Remove(key);
            foreach (var (template, own) in bucket.Split(now))
                buckets[Key(NameFor(template, name), key[(name.Length + 1)..])] = own;
        }

        foreach (var template in nameOfRoute.Where(r => r.Value == name).Select(r => r.Key).ToList())
            nameOfRoute[template] = NameFor(template, name);
    }

    private List<KeyValuePair<string, RateBucket>> WithName(string name) =>
        [.. buckets.Where(b => b.Key.StartsWith(name + "\n", StringComparison.Ordinal))];

    private static string Key(string name, string resource) => $"{name}\n{resource}";
}
