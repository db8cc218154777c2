using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>Every endpoint that the host serves, called with everything that belongs to another community.</summary>
public sealed partial class EndpointTests(OpenStage stage) : IClassFixture<OpenStage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly WebWays ways = new(stage);

    /// <summary>The reviewed table: what each endpoint answers to somebody without a session and to an organizer, if the request is empty.</summary>
    private static readonly IReadOnlyDictionary<string, (string Visitor, string Organizer)> Expected = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Communities", "Adversary", "Samples", "endpoints.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0], cells => (cells[1], cells[2]), StringComparer.Ordinal);

    private IReadOnlyList<(string Method, string Pattern)> Endpoints =>
    [
        .. stage.Bot.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (m, $"/{e.RoutePattern.RawText!.Trim('/')}")))
            .Distinct().Order(),
    ];

    [Fact]
    public async Task Every_endpoint_answers_as_the_table_says()
    {
        var organizer = await ways.NewOrganizerAsync();
        var rows = new SortedDictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var (method, pattern) in Endpoints)
        {
            // The bot serves a limited number of connections.
            using var visitor = ways.NewVisitor();
            rows[$"{method} {pattern}"] = (await StatusAsync(visitor, method, pattern), await StatusAsync(organizer, method, pattern));
        }

        var (table, actual) = (Expected.Select(Line).ToList(), rows.Select(Line).ToList());
        Assert.True(
            table.Order(StringComparer.Ordinal).SequenceEqual(actual),
            $"The table has:\n{string.Join('\n', table.Except(actual))}\nThe endpoints answer:\n{string.Join('\n', actual.Except(table))}");

        static string Line(KeyValuePair<string, (string Visitor, string Organizer)> row) => $"{row.Key} | {row.Value.Visitor} | {row.Value.Organizer}";
    }

    [Fact]
    public async Task No_endpoint_shows_or_changes_anything_of_another_community()
    {
        var before = await stage.Rows.ReadAsync(stage.Bellflower);
        var organizer = await ways.NewOrganizerAsync();
        var token = await WebWays.FormTokenAsync(organizer);
        var failures = new List<string>();
        foreach (var (method, pattern) in Endpoints)
        {
            foreach (var value in stage.Bellflower.Targets.Values.Append(stage.Bellflower.Guild.Id).Distinct(StringComparer.Ordinal))
            {
                using var visitor = ways.NewVisitor();
                foreach (var client in (HttpClient[])[visitor, organizer])
                {
                    var shown = await CallAsync(client, method, pattern, value, token);
                    failures.AddRange(stage.Bellflower.Secrets.Where(secret => !value.Contains(secret, StringComparison.OrdinalIgnoreCase) && shown.Contains(secret, StringComparison.OrdinalIgnoreCase))
                        .Select(secret => $"{method} {pattern} with {value} shows {secret}"));
                }
            }
        }

        failures.Add(StoredRows.Difference(before, await stage.Rows.ReadAsync(stage.Bellflower)));
        Assert.True(failures.All(f => f.Length == 0), string.Join('\n', failures));
    }

    /// <summary>The status of an empty request whose parameters name nothing.</summary>
    private static async Task<string> StatusAsync(HttpClient client, string method, string pattern)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(pattern, "999999"));
        if (method != "GET")
            request.Content = new FormUrlEncodedContent([]);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A request with one value in every place where a value can stand.</summary>
    private static async Task<string> CallAsync(HttpClient client, string method, string pattern, string value, string token)
    {
        string[] names = ["id", "number", "name", "q", "topic", "message", "choice", "session", "token", "code", "after", "community", "place", "_choice", "lang"];
        var query = string.Join('&', names.Where(n => n[0] != '_').Select(n => $"{n}={Uri.EscapeDataString(value)}"));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Parameter().Replace(pattern, Uri.EscapeDataString(value))}?{query}");
        if (method != "GET")
            request.Content = new FormUrlEncodedContent(names.Where(n => n != "_choice").Select(n => KeyValuePair.Create(n, value)).Append(KeyValuePair.Create("_token", token)));
        using var patience = new CancellationTokenSource(Patience);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        // A stream of events never ends; what it sends at once is in its first part.
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return "";
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(patience.Token));
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
