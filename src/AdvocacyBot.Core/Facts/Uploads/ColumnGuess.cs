using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>Guesses which column of a fact each column of a spreadsheet holds, from its heading in any of the three languages. Pure.</summary>
internal static class ColumnGuess
{
    private static readonly Dictionary<string, string> ByHeading = Headings(
        ("id", "id number no numero reference ref"),
        ("topic", "topic subject_matter theme category tema sujet categorie categoria rubrique asunto"),
        ("event", "event evenement evento"),
        ("when", "when date year annee an ano fecha quand cuando period periode periodo"),
        ("value", "value figure count amount total quantity valeur chiffre nombre montant quantite valor cifra cantidad monto"),
        ("unit", "unit unite unidad currency devise moneda"),
        ("scope.en", "scope"),
        ("text.en", "text description statement"),
        ("text.fr", "texte description_fr"),
        ("text.es", "texto descripcion"),
        ("scope.fr", "portee"),
        ("scope.es", "alcance"),
        ("subjects", "subject subjects country countries pays pais paises sujets about concerne sobre"),
        ("by", "by actor author par auteur por autor"),
        ("to", "to recipient destinataire destinatario"),
        ("against", "against target contre cible contra objetivo"),
        ("names", "names participants list noms liste nombres participantes lista"),
        ("places", "place places location city lieu lieux ville lugar lugares ciudad"),
        ("source", "source sources source_id fuente fuentes"),
        ("publisher", "publisher organization organisation editeur editorial organizacion editor"),
        ("title", "title titre titulo source_title"),
        ("url", "url link address lien adresse enlace direccion source_url web website"),
        ("published", "published publication_date publie publie_le publicado publicacion"),
        ("locator", "locator page pages p pagina"),
        ("note", "note notes remarque nota"),
        ("keywords", "keywords mots_cles palabras_clave"));

    /// <summary>For each heading a column of a fact, or an empty text. No column is proposed twice; one that is named exactly comes first.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> headings)
    {
        var names = headings.Select(CsvDialect.ColumnName).ToList();
        var proposed = names.Select(name => FactColumns.FindFlat(name) is null ? "" : name).ToArray();
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < proposed.Length; i++)
        {
            if (proposed[i].Length > 0 && !used.Add(proposed[i]))
                proposed[i] = "";
        }

        for (var i = 0; i < proposed.Length; i++)
        {
            if (proposed[i].Length == 0 && ByHeading.TryGetValue(Folding.Fold(names[i]).Trim('_', '.', ':'), out var column) && used.Add(column))
                proposed[i] = column;
        }

        return proposed;
    }

    private static Dictionary<string, string> Headings(params ReadOnlySpan<(string Column, string Words)> columns)
    {
        var headings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, words) in columns)
        {
            foreach (var word in words.Split(' '))
                headings.TryAdd(word, column);
        }

        return headings;
    }
}
