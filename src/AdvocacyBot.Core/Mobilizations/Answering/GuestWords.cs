using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Reads how many come along as people say it: "with 2 friends", "avec une amie", "con tres personas más". Pure.</summary>
internal static class GuestWords
{
    private static readonly WordTable<Unit> With = new((default, "with|and|plus|bringing", "avec|et|plus|accompagné de|accompagnée de", "con|y|más|junto con"));

    private static readonly WordTable<int> One = new((1, "a|an|another", "un|une|un autre|une autre", "un|una|otro|otra"));

    private static readonly WordTable<Unit> Companions = new(
        (default,
            "friend|friends|guest|guests|person|people|other|others|other people|more people|more|colleague|colleagues|neighbour|neighbours|neighbor|neighbors|child|children|kid|kids",
            "ami|amie|amis|amies|invité|invités|invitée|invitées|personne|personnes|autre|autres|autres personnes|collègue|collègues|voisin|voisine|voisins|voisines|enfant|enfants",
            "amigo|amiga|amigos|amigas|invitado|invitada|invitados|invitadas|persona|personas|persona más|personas más|más|colega|colegas|vecino|vecina|vecinos|vecinas|niño|niña|niños|niñas|hijo|hija|hijos|hijas"));

    /// <summary>How many guests a text names, and the text without it.</summary>
    public static (int? Guests, string Text) Cut(string text)
    {
        var tokens = new TokenList(text);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (CompanionsAt(tokens, at) is var (guests, next))
                return (guests, $"{text[..tokens[at].Start]} {text[tokens[next - 1].End..]}");
        }

        return (null, text);
    }

    private static (int Guests, int Next)? CompanionsAt(TokenList tokens, int at)
    {
        foreach (var with in With.At(tokens, at))
        {
            foreach (var count in NumberWords.At(tokens, with.Next).Concat(One.At(tokens, with.Next)))
            {
                if (Companions.LongestAt(tokens, count.Next) is { } companions)
                    return (count.Meaning, companions.Next);
            }
        }

        return null;
    }
}
