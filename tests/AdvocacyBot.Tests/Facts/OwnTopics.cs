using System.Globalization;
using System.Text;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Fact files on three topics that the code does not know, each with 300 facts, as groups would write them.</summary>
internal static class OwnTopics
{
    public const int Count = 300;

    private static readonly string[] Countries =
    [
        "Afghanistan", "Angola", "Azerbaijan", "Bosnia and Herzegovina", "Cambodia", "Chad", "Colombia", "Croatia", "Egypt", "Ethiopia", "Iraq", "Libya", "Mali",
        "Mozambique", "Myanmar", "Nigeria", "Pakistan", "Peru", "Senegal", "South Sudan", "Sri Lanka", "Syria", "Ukraine", "Yemen", "Zimbabwe",
    ];

    private static readonly string[] Treaties =
        ["Ottawa Treaty", "Arms Trade Treaty", "Convention on Cluster Munitions", "Treaty on the Prohibition of Nuclear Weapons", "Escazú Agreement", "Rome Statute"];

    private static readonly string[] Companies = [.. Enumerable.Range(0, 20).Select(i => $"{"Altair Borealis Corvus Draco Eridanus Fornax Gemini Hydra Indus Lacerta"
        .Split(' ')[i % 10]} {(i < 10 ? "Defence" : "Dynamics")}")];

    private static readonly string[] Currencies = ["USD", "EUR", "CAD"];

    /// <summary>Casualties of 25 countries in 12 years, without a word about the country in the scope.</summary>
    public static OwnTopic Casualties() => new(
        "casualties",
        """
        terms:
          mine-casualties: {kind: topic, en: [landmine casualties, mine casualties], fr: [victimes de mines], es: [víctimas de minas]}
          landmine-monitor: {kind: org, en: [Landmine Monitor]}
        sources:
          monitor: {publisher: Landmine Monitor, published: 2022-11}
        """,
        [
            .. from year in Enumerable.Range(2010, 12)
               from country in Countries.Index()
               select new OwnFact(
                   $"{{topic: mine-casualties, when: {year}, subjects: [{country.Item}], value: {(year - 2000) * 100 + country.Index}, unit: casualties, "
                   + "scope: {en: people killed or injured by mines and explosive remnants, fr: personnes tuées ou blessées par des mines et restes explosifs, "
                   + "es: personas muertas o heridas por minas y restos explosivos}, source: monitor}",
                   "mine-casualties",
                   [country.Item],
                   year,
                   ((year - 2000) * 100 + country.Index).ToString(CultureInfo.InvariantCulture)),
        ]);

    /// <summary>Ratifications of six treaties by 50 countries, each on a day.</summary>
    public static OwnTopic Ratifications() => new(
        "treaties",
        $$"""
        terms:
          ratifications:
            kind: topic
            en: {label: ratifications, verb: [ratified, ratify]}
            fr: {label: ratifications, verb: [ratifié, ratifier]}
            es: {label: ratificaciones, verb: [ratificó, ratificar]}
          un: {kind: org, en: [United Nations]}
        {{string.Join('\n', Treaties.Index().Select(t => $"  treaty-{t.Index}: {{kind: event, en: [{t.Item}]}}"))}}
        sources:
          un-treaties: {publisher: United Nations, published: 2024}
        """,
        [
            .. from treaty in Treaties.Index()
               from country in Countries.Concat(["Canada", "Mexico", "Chile", "Argentina", "Brazil", "France", "Spain", "Germany", "Italy", "Kenya", "Ghana", "Japan",
                   "Jordan", "Kuwait", "Laos", "Malta", "Nepal", "Norway", "Oman", "Panama", "Poland", "Qatar", "Rwanda", "Sweden", "Tunisia"]).Index()
               let year = 1998 + ((treaty.Index + country.Index) % 25)
               select new OwnFact(
                   $"{{topic: ratifications, kind: date, event: {treaty.Item}, when: {year}-0{1 + (country.Index % 9)}-1{treaty.Index}, subjects: [{country.Item}], "
                   + $"text: {{en: Ratified, fr: Ratifié, es: Ratificado}}, source: un-treaties}}",
                   "ratifications",
                   [country.Item, treaty.Item],
                   year,
                   year.ToString(CultureInfo.InvariantCulture)),
        ]);

    /// <summary>Contracts of 20 companies in three currencies over five years.</summary>
    public static OwnTopic Contracts() => new(
        "contracts",
        $$"""
        terms:
          contracts: {kind: topic, en: [contracts, contract], fr: [contrats, contrat], es: [contratos, contrato]}
          registry: {kind: org, en: [Procurement Registry]}
        {{string.Join('\n', Companies.Index().Select(c => $"  company-{c.Index}: {{kind: org, en: [{c.Item}]}}"))}}
        sources:
          registry: {publisher: Procurement Registry}
        """,
        [
            .. from year in Enumerable.Range(2015, 5)
               from company in Companies.Index()
               from currency in Currencies.Index()
               let amount = ((year - 2014) * 100_000) + (company.Index * 1_000) + currency.Index + 7
               select new OwnFact(
                   $"{{topic: contracts, when: {year}, subjects: [{company.Item}], value: {amount}, unit: {currency.Item}, "
                   + "scope: {en: contract value, fr: valeur du contrat, es: valor del contrato}, source: registry}",
                   "contracts",
                   [company.Item],
                   year,
                   amount.ToString(CultureInfo.InvariantCulture)),
        ]);
}

/// <summary>A topic of a group's own.</summary>
internal sealed record OwnTopic(string Name, string Head, IReadOnlyList<OwnFact> Facts)
{
    public string Yaml()
    {
        var yaml = new StringBuilder(Head).Append("\nfacts:\n");
        foreach (var fact in Facts)
            yaml.Append(CultureInfo.InvariantCulture, $"  - {fact.Yaml}\n");
        return yaml.ToString();
    }
}

/// <summary>A fact with what an answer about it has to say.</summary>
/// <param name="Yaml">One entry of a fact file.</param>
/// <param name="Topic">Its slug.</param>
/// <param name="Names">English labels of what it is about.</param>
/// <param name="Year">In which it was.</param>
/// <param name="Value">That has to be in the answer.</param>
internal sealed record OwnFact(string Yaml, string Topic, IReadOnlyList<string> Names, int Year, string Value);
