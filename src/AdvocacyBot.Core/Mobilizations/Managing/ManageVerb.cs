namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>What an organizer does to a mobilization: <c>action 7 move 1 June 8am</c>.</summary>
internal enum ManageVerb
{
    Show,
    Move,
    Place,
    Title,
    Details,
    Access,
    Hotline,
    Picture,
    Discussion,
    Capacity,
    Waitlist,
    Offers,
    Closes,
    Roles,
    Remind,
    Reveal,
    Say,
    Cancel,
    Post,
    CoOrganizer,
    Template,
    Copy,
    Repeat,
    Open,
    Guests,
    Erase,
    Matching,
    CheckIn,
    Ends,
    Message,
}

internal static class ManageVerbs
{
    extension(ManageVerb verb)
    {
        /// <summary>Whether it is for organizers alone, because it reaches beyond the one action.</summary>
        public bool NeedsOrganizer => verb is ManageVerb.Erase or ManageVerb.CoOrganizer or ManageVerb.Template or ManageVerb.Copy or ManageVerb.Repeat;
    }

    /// <summary>
    /// The words that forms offer, in English; to show the action, the option is left out. They are more than Discord offers as a list,
    /// so that <see cref="Pickers.ActionVerbSuggester"/> suggests them.
    /// </summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "move", "place", "title", "text", "access", "hotline", "picture", "discussion", "capacity", "waitlist", "offers", "closes", "roles", "remind", "reveal", "say",
        "cancel", "post", "open", "guests", "co-organizer", "template", "copy", "repeat", "erase",
        "matching", "check-in", "ends", "message",
    ];

    public static readonly IReadOnlyDictionary<string, ManageVerb> Words = Vocabulary.Of(
        (ManageVerb.Show, "show montre montrer muestra mostrar"),
        (ManageVerb.Move, "move déplacer déplace mover mueve"),
        (ManageVerb.Place, "place lieu lugar"),
        (ManageVerb.Title, "title titre título"),
        (ManageVerb.Details, "text texte texto details détails detalles"),
        (ManageVerb.Access, "access accès acceso"),
        (ManageVerb.Hotline, "hotline urgence emergencia"),
        (ManageVerb.Picture, "picture image photo imagen foto"),
        (ManageVerb.Discussion, "discussion thread fil discusión hilo"),
        (ManageVerb.Capacity, "capacity seats capacité cupo"),
        (ManageVerb.Waitlist, "waitlist attente espera"),
        (ManageVerb.Offers, "offers offres ofertas"),
        (ManageVerb.Closes, "closes clôture cierre"),
        (ManageVerb.Roles, "role roles rôle rôles rol"),
        (ManageVerb.Remind, "remind reminders rappels rappel recordatorios recordar"),
        (ManageVerb.Reveal, "reveal meeting rendez-vous encuentro"),
        (ManageVerb.Say, "say dire decir"),
        (ManageVerb.Cancel, "cancel annuler cancelar"),
        (ManageVerb.Post, "post publier publicar"),
        (ManageVerb.CoOrganizer, "co-organizer coorganizer coorganiser coorganizar"),
        (ManageVerb.Template, "template modèle plantilla"),
        (ManageVerb.Copy, "copy copier copiar"),
        (ManageVerb.Repeat, "repeat répéter repetir weekly hebdo semanal"),
        (ManageVerb.Open, "open ouverte ouvrir abierta abrir"),
        (ManageVerb.Guests, "guests invités invitados"),
        (ManageVerb.Erase, "erase effacer borrar"),
        (ManageVerb.Matching, "matching match appariement binômes emparejamiento parejas"),
        (ManageVerb.CheckIn, "check-in checkin retour retours regreso llegada"),
        (ManageVerb.Ends, "ends end fin finit termine termina"),
        (ManageVerb.Message, "message mensaje"));
}
