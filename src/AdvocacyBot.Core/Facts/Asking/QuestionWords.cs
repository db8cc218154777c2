namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>The small words of questions in three languages. What is in none of these lists has to fill a slot or stand in the claim.</summary>
internal static class QuestionWords
{
    /// <summary>Words and phrases that say which part of a claim is wanted; the longest phrase wins.</summary>
    public static readonly IReadOnlyDictionary<string, Verb> Verbs = Read(new()
    {
        [Verb.Compare] = "compare|comparing|difference|difference between|increase|increased|decrease|growth|grew|evolution|change|changed|how much more|how many more|augmentation|hausse|baisse|croissance|evolue|evolution|ecart|diferencia|aumento|aumentado|disminucion|crecimiento|comparison|compared|versus|vs|comparer|compare|comparons|comparez|comparaison|comparar|compara|comparacion",
        [Verb.Sources] = "source|sources|who says|who said|who reported|who reports|who claims|who claimed|who published|who counted|according to whom|"
            + "where does the figure|where does the number|where do the figures|citation|citations|cite|reference|references|fuente|fuentes|de donde viene|de donde sale|de donde proviene|referencia|referencias|origen|"
            + "qui dit|qui a dit|qui affirme|qui rapporte|qui a rapporte|d apres qui|d ou vient|d ou viennent|d ou provient|selon qui|qui a publie|"
            + "quien dice|quien dijo|quienes dicen|quien afirma|quien reporto|quien informo|quien publico|segun quien",
        [Verb.HowMany] = "how many|how much|number|count|figure|figures|number of|the number of|how large|how high|"
            + "combien|combien de|combien d|nombre|nombre de|nombre d|chiffre|chiffres|"
            + "cuantos|cuantas|cuanto|cuanta|numero|numero de|cifra|cifras|cantidad|cantidad de",
        [Verb.When] = "when|what year|which year|what date|what time|at what time|what day|date|year|years|time|since when|how long|"
            + "quand|quelle annee|en quelle annee|quelle date|a quelle date|quelle heure|a quelle heure|heure|annee|annees|depuis quand|quel jour|"
            + "cuando|que ano|en que ano|que fecha|fecha|que hora|a que hora|hora|ano|anos|desde cuando|que dia",
        [Verb.Where] = "where|what place|which place|location|venue|in which city|ou est|ou sont|ou etait|ou etaient|ou a|ou ont|ou se|ou|lieu|endroit|d ou|"
            + "donde|en donde|lugar|sitio|de donde|adonde|sede",
        [Verb.Who] = "who|whom|which countries|what countries|which nations|who all|qui|quels pays|quelles nations|lesquels|quien|quienes|que paises|cuales paises|que naciones",
        [Verb.Names] = "list|listed|lists|names|named|liste|listes|noms|nommes|nommees|nomme|cites|citees|lista|listas|listado|nombres|nombrados|nombradas",
        [Verb.What] = "what is|what are|what s|whats|what was|what were|qu est ce que|c est quoi|que es|que son|que fue",
        [Verb.Presence] = "was|were|is|are|has|have|had|been|be|at|did|does|do|went|came|go|goes|going|gone|come|comes|coming|etait|etaient|est|sont|fut|furent|ete|a|ont|y avait|avait|avaient|alla|alle|allee|alles|allees|allait|venu|venue|venus|venues|"
            + "estuvo|estuvieron|estaba|estaban|fue|fueron|esta|estan|habia|hubo|ir|iba|vino|vinieron|acudio|acudieron",
    });

    /// <summary>Words that say nothing by themselves.</summary>
    public static readonly IReadOnlySet<string> Silent = Words(
        "the a an of in at on to for from with by about and or as it its this help  that these those there their his her they them he she we i me my you your "
        + "can could would should will shall may might please tell give show find get know want need let s t m d re ve ll m us ok hi hello hey thanks thank "
        + "any some say says said ask what which whose whats how why so also just then than into per ever really actually exactly if but "
        + "many much more information info fact facts data held hold question answer report reports reported according during over out up "
        + "le la les l un une des de du d au aux en dans sur a y et ou par pour avec ce cet cette ces se s il elle ils elles on nous vous je j me m moi tu te t "
        + "que qu quoi quel quelle quels quelles est sont ont dont comme si mais plus donc ne n svp stp merci bonjour salut aide aidez  dis dites donne donnez montre montrez "
        + "connaitre savoir veux voudrais peux pouvez selon quelque certains fait faits donnees information informations pourquoi comment parmi lors pendant rapport rapporte rapportes "
        + "celle celles celui ceux aquella aquellas aquellos vers lors donc leur leurs son sa ses mon ma mes notre votre eux lui "
        + "el los las lo un una unos unas del al e o u con por para su sus mi mis es son ha han fue que cual cuales como si mas pero sobre segun entre hubo hay "
        + "dime dame muestra muestrame quiero saber puedes puede favor gracias hola ayuda ayudame  dato datos hecho hechos informacion informe informes durante porque "
        + "nos les se le ese esa eso este esta esto estos estas aquel algun alguna algunos");

    /// <summary>Arithmetic that no answer ever does: there is no such figure unless a source gives it.</summary>
    public static readonly IReadOnlySet<string> Arithmetic = Words(
        "average mean percent percentage sum add added altogether combined "
        + "moyenne pourcentage somme additionner cumule "
        + "promedio porcentaje suma sumar conjunto");

    public static readonly IReadOnlyDictionary<string, Relation> Relations = Relate(new()
    {
        [Relation.Since] = "since|starting|starting in|depuis|a partir de|desde",
        [Relation.After] = "after|later than|apres|despues de|tras|posterior a|luego de",
        [Relation.Before] = "before|earlier than|prior to|avant|anterieur a|antes de|antes del|previo a",
        [Relation.Until] = "until|till|up to|jusqu en|jusqu a|jusqu au|jusque|hasta",
    });

    /// <summary>Times that depend on today.</summary>
    public static readonly IReadOnlyDictionary<string, Func<DateOnly, Period>> Relative = Days(new()
    {
        ["this year|cette annee|este ano"] = today => Period.Year(today.Year),
        ["last year|annee derniere|annee passee|an dernier|ano pasado"] = today => Period.Year(today.Year - 1),
        ["next year|annee prochaine|an prochain|ano proximo|proximo ano|ano que viene"] = today => Period.Year(today.Year + 1),
        ["today|now|currently|right now|aujourd hui|maintenant|actuellement|hoy|ahora|actualmente"] = Period.Day,
        ["yesterday|hier|ayer"] = today => Period.Day(today.AddDays(-1)),
        ["tomorrow|demain|manana"] = today => Period.Day(today.AddDays(1)),
        ["next|upcoming|coming|future|prochain|prochaine|prochains|prochaines|a venir|proximo|proxima|proximos|proximas"] =
            today => new Period(today, DateOnly.MaxValue),
    });

    /// <summary>What may stand between the ends of a range.</summary>
    public static readonly IReadOnlySet<string> To = Words("to until till through a au jusqu jusque en hasta al");

    public static readonly IReadOnlySet<string> And = Words("and et y e");

    public static readonly IReadOnlySet<string> Between = Words("between entre");

    public static readonly IReadOnlyDictionary<string, int> Months = Number(
        "january jan janvier janv enero ene|february feb fevrier fevr febrero|march mar mars marzo|april apr avril avr abril abr|may mai mayo|"
        + "june jun juin junio|july jul juillet juil julio|august aug aout agosto ago|september sep sept septembre septiembre setiembre|"
        + "october oct octobre octubre|november nov novembre noviembre|december dec decembre diciembre dic");

    private static HashSet<string> Words(string words) => new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static Dictionary<string, Verb> Read(Dictionary<Verb, string> lists)
    {
        var verbs = new Dictionary<string, Verb>(StringComparer.Ordinal);
        foreach (var (verb, phrases) in lists)
        {
            foreach (var phrase in phrases.Split('|'))
                verbs.TryAdd(phrase, verb);
        }

        return verbs;
    }

    private static Dictionary<string, Relation> Relate(Dictionary<Relation, string> lists)
    {
        var relations = new Dictionary<string, Relation>(StringComparer.Ordinal);
        foreach (var (relation, phrases) in lists)
        {
            foreach (var phrase in phrases.Split('|'))
                relations.TryAdd(phrase, relation);
        }

        return relations;
    }

    private static Dictionary<string, Func<DateOnly, Period>> Days(Dictionary<string, Func<DateOnly, Period>> lists) =>
        lists.SelectMany(list => list.Key.Split('|').Select(phrase => (phrase, list.Value)))
            .ToDictionary(entry => entry.phrase, entry => entry.Value, StringComparer.Ordinal);

    private static Dictionary<string, int> Number(string months)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var month in months.Split('|'))
        {
            number++;
            foreach (var name in month.Split(' '))
                numbers[name] = number;
        }

        return numbers;
    }
}

/// <summary>Which part of a claim is wanted.</summary>
internal enum Verb
{
    Compare,
    Sources,
    HowMany,
    When,
    Where,
    Who,
    Names,
    What,
    Presence,
}

/// <summary>How a year stands to the time asked for.</summary>
internal enum Relation
{
    Since,
    After,
    Before,
    Until,
}
