using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Appearance;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web.Room;

/// <summary>Names that members have chosen for themselves. No rights come with a name; no two members share one.</summary>
internal sealed class NameTable(WebFile file, BotSettings settings, SiteAppearance site)
{
    public const int MaxLength = 30;
    private const int UniqueViolation = 19;

    /// <summary>Names that would pass for the bot or an organizer, folded.</summary>
    private static readonly string[] Reserved = ["bot", "organizer", "admin", "moderator", "organisateur", "organisatrice", "organizador", "organizadora", "equipo", "equipe"];

    public async Task<string?> FindAsync(string author, CancellationToken ct) =>
        (string?)await file.AskAsync("SELECT \"Name\" FROM \"Names\" WHERE \"Author\" = $author", ct, ("$author", author));

    /// <summary>Sets or, with an empty text, deletes a member's name.</summary>
    /// <returns>The key of the text that says why the name cannot be used; null if it is set.</returns>
    public async Task<string?> SetAsync(string author, string text, CancellationToken ct)
    {
        var name = SafeText.Clean(text).ReplaceLineEndings(" ").Trim();
        if (name.Length == 0)
        {
            await DeleteAsync(author, ct);
            return null;
        }

        var folded = Folding.Fold(name);
        if (name.Length > MaxLength || folded.Length == 0 || !name.Any(char.IsLetter))
            return "name.invalid";
        if (folded == Folding.Fold(settings.Name) || folded == Folding.Fold(site.Name) || Array.Exists(Reserved, word => folded.Contains(word, StringComparison.Ordinal)))
            return "name.reserved";

        try
        {
            await file.ChangeAsync(
                """
                INSERT INTO "Names" ("Author", "Name", "Folded") VALUES ($author, $name, $folded)
                ON CONFLICT ("Author") DO UPDATE SET "Name" = excluded."Name", "Folded" = excluded."Folded"
                """,
                ct, ("$author", author), ("$name", name), ("$folded", folded));
            return null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == UniqueViolation)
        {
            return "name.taken";
        }
    }

    public Task DeleteAsync(string author, CancellationToken ct) =>
        file.ChangeAsync("DELETE FROM \"Names\" WHERE \"Author\" = $author", ct, ("$author", author));
}
