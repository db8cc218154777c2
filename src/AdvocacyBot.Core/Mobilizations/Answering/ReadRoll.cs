using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Reads, for all of a batch at once, what its answers may change.</summary>
internal sealed class ReadRoll(BotDb db, KeyStore keys, Coverage coverage)
{
    private static readonly CompiledQuery<Func<BotDb, long, string[], IAsyncEnumerable<Rsvp>>> Rows = new(() =>
        EF.CompileAsyncQuery((BotDb db, long id, string[] people) =>
            db.Set<Rsvp>().Where(r => r.MobilizationId == id && people.Contains(r.Person))));

    private static readonly CompiledQuery<Func<BotDb, long, string[], IAsyncEnumerable<PrivateContact>>> Contacts = new(() =>
        EF.CompileAsyncQuery((BotDb db, long id, string[] people) =>
            db.Set<PrivateContact>().Where(c => c.MobilizationId == id && people.Contains(c.Person))));

    public async Task<Roll> RunAsync(long id, IEnumerable<MemberRef> members, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.FindAsync([id], ct);
        if (mobilization is null || keys.Find(mobilization.KeyId) is not { } key)
            return Roll.Of(mobilization);

        var pseudonyms = members.Distinct().ToDictionary(m => m, m => Pseudonym.Of(key, m).Value);
        var rows = new Dictionary<string, Rsvp>(StringComparer.Ordinal);
        await ReadRowsAsync(rows, id, [.. pseudonyms.Values], ct);
        await ReadRowsAsync(rows, id, [.. rows.Values.Select(r => r.LinkedTo).OfType<string>()], ct);

        // Two accounts that a code has linked are one person, by the first one's row.
        var firsts = pseudonyms.ToDictionary(p => p.Key, p => rows.GetValueOrDefault(p.Value)?.LinkedTo ?? p.Value);
        var people = firsts.Values.Distinct().ToDictionary(first => first, first => new Person(key, first, rows.GetValueOrDefault(first)));
        return new Roll(mobilization, firsts.ToDictionary(f => f.Key, f => people[f.Value]))
        {
            Contacts = await Contacts.On(db)(db, id, [.. people.Keys]).ToDictionaryAsync(c => c.Person, cancellationToken: ct),
            Slots = await coverage.OfAsync(id, ct),
        };
    }

    private async Task ReadRowsAsync(Dictionary<string, Rsvp> rows, long id, string[] people, CancellationToken ct)
    {
        string[] unread = [.. people.Where(p => !rows.ContainsKey(p))];
        if (unread.Length == 0)
            return;

        await foreach (var row in Rows.On(db)(db, id, unread).WithCancellation(ct))
            rows.Add(row.Person, row);
    }
}
