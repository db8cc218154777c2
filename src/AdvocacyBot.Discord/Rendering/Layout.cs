using System.Text;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Lays parts out over embeds and pages, within every limit:
/// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
/// </summary>
/// <param name="budget">Characters on a page at the most.</param>
internal sealed class Layout(int budget)
{
    private const int MostEmbeds = 10;
    private const int MostFields = 25;
    private const int LongestDescription = 4_000;
    private const int LongestLine = 1_500;
    private readonly List<List<Embed>> pages = [];
    private readonly StringBuilder text = new();
    private readonly List<EmbedField> fields = [];
    private List<Embed> page = [];
    private int used;

    /// <param name="parts">In order.</param>
    /// <param name="reserved">Characters of the first page that are taken already.</param>
    public static IReadOnlyList<IReadOnlyList<Embed>> Of(IEnumerable<Part> parts, int reserved, int budget)
    {
        var layout = new Layout(budget) { used = reserved };
        foreach (var part in parts)
        {
            switch (part)
            {
                case NamedValue field:
                    layout.Add(field);
                    break;
                case Line line:
                    foreach (var piece in Cut(line))
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
        else if (fields.Count == MostFields)
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
        else if (fields.Count > 0 || text.Length + line.Length + 1 > LongestDescription)
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
        if (page.Count == MostEmbeds)
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

    /// <summary>A line too long to stand whole is continued on the next, cut between pieces.</summary>
    private static IEnumerable<string> Cut(Line line)
    {
        var cut = new StringBuilder(line.Mark);
        foreach (var piece in line.Pieces)
        {
            if (cut.Length + piece.Length > LongestLine)
            {
                yield return cut.ToString();
                cut.Clear().Append(line.Mark);
            }

            cut.Append(piece);
        }

        yield return cut.ToString().TrimEnd();
    }
}
