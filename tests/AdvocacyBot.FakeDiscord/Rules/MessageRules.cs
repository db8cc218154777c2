using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Discord's validation of a message.
/// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
/// </summary>
public static class MessageRules
{
    private const int ComponentsV2 = 1 << 15;
    private const string Attachment = "attachment://";

    /// <summary>All problems of a message; empty if it is valid.</summary>
    public static IReadOnlyList<string> Problems(JsonObject body)
    {
        var problems = new ProblemList();
        var content = MessageText.Text(body, "content") ?? "";
        var embeds = body["embeds"] as JsonArray ?? [];
        var components = body["components"] as JsonArray ?? [];
        problems.AtMost(content.Length, 2_000, "content");
        if ((((int?)body["flags"] ?? 0) & ComponentsV2) != 0)
        {
            if (content.Length > 0 || embeds.Count > 0)
                problems.Add("content or embeds with components v2");
            ComponentRules.CheckV2(components, problems);
        }
        else
        {
            if (string.IsNullOrWhiteSpace(content) && embeds.Count == 0 && (body["attachments"] as JsonArray)?.Count is null or 0)
                problems.Add("the message is empty");
            problems.AtMost(embeds.Count, 10, "embeds");
            problems.AtMost(embeds.Sum(e => Embed(e!, problems)), 6_000, "characters over all embeds");
            ComponentRules.CheckLegacy(components, problems);
        }

        var ids = MessageText.Interactive(body).Select(b => MessageText.Text(b, "custom_id")).ToList();
        if (ids.Distinct().Count() != ids.Count)
            problems.Add("duplicate custom_id");
        if (MessageText.Text(body, "nonce") is { } nonce)
            problems.AtMost(nonce.Length, 25, "nonce");
        if (HasLoneSurrogate(body.ToJsonString()))
            problems.Add("a lone surrogate");
        return problems.All;
    }

    /// <summary>Files that components show and that the message does not have; in embeds, Discord ignores such an address.</summary>
    public static IReadOnlyList<string> MissingFiles(JsonObject body, IReadOnlyDictionary<string, byte[]> files) =>
    [
        .. MessageText.All(body)
            .SelectMany(c => (c["items"] as JsonArray ?? []).Select(i => i!["media"]).Append(c["file"]))
            .Select(medium => MessageText.Text(medium, "url"))
            .OfType<string>()
            .Where(url => url.StartsWith(Attachment, StringComparison.Ordinal) && !files.ContainsKey(url[Attachment.Length..]))
            .Select(url => $"{url} is not an attachment of the message"),
    ];

    internal static IReadOnlyList<string> SelectProblems(JsonNode select)
    {
        var problems = new ProblemList();
        ComponentRules.CheckSelect(select, problems);
        return problems.All;
    }

    /// <summary>Checks an embed and returns its length.</summary>
    private static int Embed(JsonNode embed, ProblemList problems)
    {
        var title = MessageText.Text(embed, "title") ?? "";
        var description = MessageText.Text(embed, "description") ?? "";
        var footer = MessageText.Text(embed["footer"], "text") ?? "";
        var fields = embed["fields"] as JsonArray ?? [];
        problems.AtMost(title.Length, 256, "title");
        problems.AtMost(description.Length, 4_096, "description");
        problems.AtMost(footer.Length, 2_048, "footer");
        problems.AtMost(fields.Count, 25, "fields");
        if ((title + description + footer).Length == 0 && fields.Count == 0 && embed["image"] is null)
            problems.Add("an embed is empty");
        problems.Address(MessageText.Text(embed, "url"));
        problems.Address(MessageText.Text(embed["image"], "url"), allowsAttachment: true);

        var length = title.Length + description.Length + footer.Length;
        foreach (var field in fields)
        {
            var (name, value) = (MessageText.Text(field, "name") ?? "", MessageText.Text(field, "value") ?? "");
            problems.AtLeast(name.Trim().Length, 1, "field name");
            problems.AtLeast(value.Trim().Length, 1, "field value");
            problems.AtMost(name.Length, 256, "field name");
            problems.AtMost(value.Length, 1_024, "field value");
            length += name.Length + value.Length;
        }

        return length;
    }

    private static bool HasLoneSurrogate(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                // An escaped lone surrogate is invalid.
                return true;
            }
        }

        return false;
    }
}
