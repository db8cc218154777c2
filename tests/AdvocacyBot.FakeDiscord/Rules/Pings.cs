using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// The members and roles that a message notifies. Without allowed_mentions, all that its text mentions.
/// https://docs.discord.com/developers/resources/message#allowed-mentions-object
/// </summary>
public sealed partial record Pings(bool Everyone, IReadOnlyList<string> Roles, IReadOnlyList<string> Users)
{
    public static Pings Of(JsonObject body)
    {
        var texts = MessageText.All(body).Where(c => (int?)c["type"] == 10).Select(c => MessageText.Text(c, "content"));
        var content = string.Join('\n', texts.Prepend(MessageText.Text(body, "content")));
        var allowed = body["allowed_mentions"] as JsonObject;
        return new Pings(
            Parsed("everyone") && EveryoneMark().IsMatch(content),
            Named(RoleMark(), "roles"),
            Named(UserMark(), "users"));

        bool Parsed(string kind) => allowed is null || List(allowed, "parse").Contains(kind);

        IReadOnlyList<string> Named(Regex mark, string kind) =>
            [.. mark.Matches(content).Select(m => m.Groups["id"].Value).Distinct().Where(id => Parsed(kind) || List(allowed!, kind).Contains(id))];
    }

    /// <summary>
    /// The notifications that Discord sends: only existing roles that are mentionable or that the author may mention with Mention
    /// Everyone (bit 17).
    /// </summary>
    internal static Pings Of(JsonObject body, FakeGuild? guild, bool mayMentionAll)
    {
        var all = Of(body);
        return guild is null
            ? all with { Everyone = false, Roles = [] }
            : new Pings(
                all.Everyone && mayMentionAll,
                [.. all.Roles.Where(r => guild.Roles.TryGetValue(r, out var role) && (role.Mentionable || mayMentionAll))],
                all.Users);
    }

    private static IEnumerable<string> List(JsonObject allowed, string name) =>
        (allowed[name] as JsonArray ?? []).Select(n => n!.GetValue<string>());

    [GeneratedRegex(@"(?<!\\)@(?<who>everyone|here)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EveryoneMark();

    [GeneratedRegex(@"(?<!\\)<@&(?<id>\d+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RoleMark();

    [GeneratedRegex(@"(?<!\\)<@!?(?<id>\d+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserMark();
}
