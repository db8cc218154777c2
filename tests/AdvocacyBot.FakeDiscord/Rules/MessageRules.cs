using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Discord's validation of a message.
/// https://docs.discord.com/developers/resources/message#embed-object-embed-limits and components/reference
/// </summary>
public static class MessageRules
{
    /// <summary>All problems of a message; empty if it is valid.</summary>
    public static IReadOnlyList<string> Problems(JsonObject body)
    {
        var problems = new List<string>();
        var content = MessageText.Text(body, "content") ?? "";
        AtMost(content.Length, 2_000, "content");
        var embeds = body["embeds"] as JsonArray ?? [];
        var rows = body["components"] as JsonArray ?? [];
        if (string.IsNullOrWhiteSpace(content) && embeds.Count == 0 && body["files"] is null && (body["attachments"] as JsonArray)?.Count is null or 0)
            problems.Add("the message is empty");
        AtMost(embeds.Count, 10, "embeds");
        AtMost(embeds.Sum(e => Embed(e!)), 6_000, "characters over all embeds");
        AtMost(rows.Count, 5, "rows");
        foreach (var row in rows)
            Row(row!);
        var ids = MessageText.Buttons(body).Select(b => MessageText.Text(b, "custom_id")).ToList();
        if (ids.Distinct().Count() != ids.Count)
            problems.Add("a custom_id is there twice");
        if (MessageText.Text(body, "nonce") is { } nonce)
            AtMost(nonce.Length, 25, "nonce");
        if (HasLoneSurrogate(body.ToJsonString()))
            problems.Add("a lone surrogate");
        return problems;

        int Embed(JsonNode embed)
        {
            var title = MessageText.Text(embed, "title") ?? "";
            var description = MessageText.Text(embed, "description") ?? "";
            var footer = MessageText.Text(embed["footer"], "text") ?? "";
            var fields = embed["fields"] as JsonArray ?? [];
            AtMost(title.Length, 256, "title");
            AtMost(description.Length, 4_096, "description");
            AtMost(footer.Length, 2_048, "footer");
            AtMost(fields.Count, 25, "fields");
            if ((title + description + footer).Length == 0 && fields.Count == 0 && embed["image"] is null)
                problems.Add("an embed is empty");
            foreach (var address in new[] { MessageText.Text(embed, "url"), MessageText.Text(embed["image"], "url") })
            {
                if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                    problems.Add($"not a well formed URL: {address}");
            }

            var length = title.Length + description.Length + footer.Length;
            foreach (var field in fields)
            {
                var (name, value) = (MessageText.Text(field, "name") ?? "", MessageText.Text(field, "value") ?? "");
                AtLeast(name.Trim().Length, 1, "field name");
                AtLeast(value.Trim().Length, 1, "field value");
                AtMost(name.Length, 256, "field name");
                AtMost(value.Length, 1_024, "field value");
                length += name.Length + value.Length;
            }

            return length;
        }

        void Row(JsonNode row)
        {
            var parts = row["components"] as JsonArray ?? [];
            var selects = parts.Count(p => (int)p!["type"]! == 3);
            AtLeast(parts.Count, 1, "components in a row");
            AtMost(parts.Count, selects > 0 ? 1 : 5, "components in a row");
            foreach (var part in parts)
            {
                var id = MessageText.Text(part, "custom_id") ?? "";
                AtLeast(id.Length, 1, "custom_id");
                AtMost(id.Length, 100, "custom_id");
                AtMost((MessageText.Text(part, "label") ?? "").Length, 80, "label");
                AtMost((MessageText.Text(part, "placeholder") ?? "").Length, 150, "placeholder");
                if ((int)part!["type"]! == 2 && string.IsNullOrWhiteSpace(MessageText.Text(part, "label")))
                    problems.Add("a button without a label");
                if ((int)part["type"]! == 3)
                    Select(part);
            }
        }

        void Select(JsonNode select)
        {
            var options = select["options"] as JsonArray ?? [];
            AtLeast(options.Count, 1, "options");
            AtMost(options.Count, 25, "options");
            AtMost(options.Count(o => (bool?)o!["default"] == true), 1, "default options");
            foreach (var option in options)
            {
                AtLeast((MessageText.Text(option, "label") ?? "").Trim().Length, 1, "option label");
                AtMost((MessageText.Text(option, "label") ?? "").Length, 100, "option label");
                AtMost((MessageText.Text(option, "value") ?? "").Length, 100, "option value");
            }

            if (options.Select(o => MessageText.Text(o, "value")).Distinct().Count() != options.Count)
                problems.Add("an option is there twice");
        }

        void AtMost(int length, int most, string what)
        {
            if (length > most)
                problems.Add($"{what}: {length} of {most}");
        }

        void AtLeast(int length, int least, string what)
        {
            if (length < least)
                problems.Add($"{what}: {length}, at least {least}");
        }
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
