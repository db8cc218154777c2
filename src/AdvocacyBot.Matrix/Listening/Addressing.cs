using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>Tells whether a message is meant for the bot: by the prefix, by its name, or because nobody else is there. Pure.</summary>
/// <param name="me">The bot's user id.</param>
/// <param name="name">What clients show for it.</param>
/// <param name="prefix">What commands begin with.</param>
internal sealed class Addressing(string me, string? name, string prefix)
{
    private readonly string[] names =
        [.. new[] { me, name, "@" + UserIds.LocalPartOf(me), UserIds.LocalPartOf(me) }.OfType<string>().Where(n => n.Length > 1)];

    /// <returns>Null where it is not meant for the bot.</returns>
    public Heard? Read(MatrixEvent e, bool isDirect)
    {
        var relation = e.Content.At("m.relates_to");
        if (e.Type != EventTypes.Message || e.Content.Text("msgtype") != "m.text" || relation.Text("rel_type") == "m.replace")
            return null;

        var thread = relation.Text("rel_type") == "m.thread" ? relation.Text("event_id") : null;
        var repliesTo = relation.IsTrue("is_falling_back") ? null : relation.At("m.in_reply_to").Text("event_id");
        var text = SafeText.Clean(e.Content.Text("body") ?? "").Trim();
        if (repliesTo is not null)
            text = WithoutQuote(text);
        if (text.Length == 0)
            return null;

        if (Command(text) is { } command)
            return new Heard(command, true, repliesTo, thread);

        var mentioned = Mentions(e);
        var unnamed = WithoutName(text, mentioned);
        // Clients mention whoever a reply goes to: "thanks!" below an answer is not one more question.
        if (unnamed is not null || isDirect || (mentioned && repliesTo is null))
        {
            var said = unnamed ?? text;
            return Command(said) is { } named ? new Heard(named, true, repliesTo, thread) : new Heard(said, false, repliesTo, thread);
        }

        var answer = new Heard(text, false, repliesTo ?? thread, thread) { OnlyAsChoice = true };
        return answer is { Number: not null, RepliesTo: not null } ? answer : null;
    }

    /// <summary>What follows the prefix, unless that is only somebody's excitement.</summary>
    private string? Command(string text)
    {
        var rest = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].TrimStart(' ') : "";
        return rest.Length > 0 && (char.IsLetterOrDigit(rest[0]) || rest[0] is '?' or '"' or '«' or '“') ? rest : null;
    }

    /// <summary>
    /// The text without the bot's name; null where it is not called by it. At the beginning a name needs a colon or comma after
    /// it, an at sign before it, or the client's word that it is one; elsewhere the client's word.
    /// </summary>
    private string? WithoutName(string text, bool mentioned)
    {
        foreach (var candidate in names)
        {
            var at = text.IndexOf(candidate, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;

            var rest = text[(at + candidate.Length)..];
            var ends = rest.Length == 0 || !char.IsLetterOrDigit(rest[0]);
            var called = at == 0 && (candidate[0] == '@' || rest.StartsWith(':') || rest.StartsWith(','));
            if (ends && (called || mentioned))
                return $"{text[..at].Trim()} {rest.TrimStart(':', ',').Trim()}".Trim();
        }

        return null;
    }

    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#user-and-room-mentions"/>
    private bool Mentions(MatrixEvent e) => e.Content.At("m.mentions").Items("user_ids").Any(id => id.AsText() == me);

    /// <summary>Older clients put what a reply answers before it, as lines with a bracket.</summary>
    private static string WithoutQuote(string text)
    {
        var lines = text.Split('\n');
        var own = lines.SkipWhile(line => line.StartsWith('>')).ToArray();
        return own.Length < lines.Length ? string.Join('\n', own).Trim() : text;
    }
}
