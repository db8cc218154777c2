using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>
/// Invites, lists and removes the co-organizers of a mobilization: <c>co-organizer</c>, <c>co-organizer list</c>,
/// <c>co-organizer remove 2</c>, <c>co-organizer off</c>. They are known by the beginning of their pseudonym, which their own
/// <c>my data</c> shows.
/// </summary>
internal sealed class CoOrganizers(BotDb db, Codes codes)
{
    private const int ShownLength = 6;
    private static readonly IReadOnlyDictionary<string, string> Words = Vocabulary.Of(
        ("list", "list show liste montre lista muestra"), ("remove", "remove retirer retire quitar quita"));

    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        if (SettingWords.IsOff(wish.Written))
            return await RemoveAsync(wish, await ListAsync(wish.Mobilization, ct), ct);

        var words = wish.Value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return Invite(wish);

        var all = await ListAsync(wish.Mobilization, ct);
        return Words.GetValueOrDefault(Folding.Fold(words[0])) switch
        {
            "list" when words.Length == 1 => Show(wish, all),
            "remove" when words.Length == 2 && SettingWords.IsAll(words[1]) => await RemoveAsync(wish, all, ct),
            "remove" when words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1 && number <= all.Count => await RemoveAsync(wish, [all[number - 1]], ct),
            _ => wish.Tell("coorganizer.how"),
        };
    }

    private Reply Invite(ManageWish wish) => codes.ForCoOrganizer(wish.Mobilization) is { } code
        ? wish.Tell("code.coorganizer", RsvpChoices.Write(wish.Mobilization.Number), code)
        : wish.Tell("rsvp.over");

    private static Reply Show(ManageWish wish, IReadOnlyList<CoOrganizer> all) => all.Count == 0
        ? wish.Tell("coorganizer.none")
        : new Reply(
        [
            new Paragraph(MobilizationTexts.All[wish.Language, "coorganizer.list"]),
            new Listing([.. all.Select((one, index) => (IReadOnlyList<Span>)[new Text($"{(index + 1).ToString(wish.Language.Culture)}: {one.Person[..ShownLength]}…")])]),
        ])
        {
            Language = wish.Language,
            Visibility = Visibility.Private,
        };

    /// <summary>Codes that nobody has used yet are void too, so that a removed person cannot come back with one.</summary>
    private async Task<Reply> RemoveAsync(ManageWish wish, IReadOnlyList<CoOrganizer> removed, CancellationToken ct)
    {
        db.CoOrganizers.RemoveRange(removed);
        await db.OneTimeCodes
            .Where(c => c.MobilizationId == wish.Mobilization.Id && c.Purpose == CodePurpose.CoOrganize)
            .ExecuteDeleteAsync(ct);
        return wish.Tell("coorganizer.removed", removed.Count);
    }

    private Task<List<CoOrganizer>> ListAsync(Mobilization mobilization, CancellationToken ct) =>
        db.CoOrganizers.Where(c => c.MobilizationId == mobilization.Id).OrderBy(c => c.Person).ToListAsync(ct);
}
