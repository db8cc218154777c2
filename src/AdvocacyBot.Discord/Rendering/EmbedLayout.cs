using System.Text;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Distributes parts over embeds and pages within Discord's limits:
/// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
/// </summary>
/// <param name="budget">The maximum number of characters per page.</param>
internal sealed class EmbedLayout(int budget)
{
    private const int MaxEmbeds = 10;
    private const int MaxFields = 25;
    private const int MaxDescriptionLength = 4_000;
    private const int MaxLineLength = 1_500;
    private readonly List<List<Embed>> pages = [];
    private readonly StringBuilder text = new();
    private readonly List<EmbedField> fields = [];
    private List<Embed> page = [];
    private int used;

    /// <param name="parts">The parts, in order.</param>
    /// <param name="reserved">Characters of the first page that are already used.</param>
    /// <param name="budget">The maximum number of characters per page.</param>
    public static IReadOnlyList<IReadOnlyList<Embed>> Of(IEnumerable<ReplyPart> parts, int reserved, int budget)
    {
        var layout = new EmbedLayout(budget) { used = reserved };
        foreach (var part in parts)
        {
            switch (part)
            {
                case NamedValue field:
                    layout.Add(field);
                    break;
                case Line line:
                    foreach (var piece in Split(line))
                        layout.Add(piece);
                    break;
            }
        }

        layout.EndPage();
        return layout.pages;
    }

    private void Add(NamedValue field)
    {
        var length = field.Name.Length + field.Value.Length;
        if (used + length > budget)
            EndPage();
        else if (fields.Count == MaxFields)
            EndEmbed();
        fields.Add(new EmbedField(field.Name, field.Value, Inline: length < 60));
        used += length;
    }

    private void Add(string line)
    {
        if (line.Length == 0 && text.Length == 0)
            return;
        if (used + line.Length + 1 > budget)
            EndPage();
        else if (fields.Count > 0 || text.Length + line.Length + 1 > MaxDescriptionLength)
            EndEmbed();
        text.Append(line).Append('\n');
        used += line.Length + 1;
    }

    private void EndEmbed()
    {
        var description = text.ToString().Trim();
        if (description.Length > 0 || fields.Count > 0)
        {
            page.Add(new Embed
            {
                Description = description.Length > 0 ? description : null,
                Fields = fields.Count > 0 ? [.. fields] : null,
            });
        }

        text.Clear();
        fields.Clear();
        if (page.Count == MaxEmbeds)
            EndPage();
    }

    private void EndPage()
    {
        if (text.Length > 0 || fields.Count > 0)
        {
            EndEmbed();
            if (page.Count == 0)
                return;
        }

        if (page.Count > 0)
            pages.Add(page);
        page = [];
        used = 0;
    }

    /// <summary>Continues a line that is too long on further lines, split between pieces.</summary>
    private static IEnumerable<string> Split(Line line)
    {
        var current = new StringBuilder(line.Prefix);
        foreach (var piece in line.Pieces)
        {
            if (current.Length + piece.Length > MaxLineLength)
            {
                yield return current.ToString();
                current.Clear().Append(line.Prefix);
            }

            current.Append(piece);
        }

        yield return current.ToString().TrimEnd();
    }
}
