using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Tells a member all that is held on them, by looking and not from memory.</summary>
internal sealed class MyData(BotDb db, People people, PersonRows rows)
{
    /// <summary>What each mobilization holds on the member, soonest first; those that hold nothing are left out.</summary>
    public async Task<IReadOnlyList<HeldOnMe>> AllAsync(MemberRef member, CancellationToken ct)
    {
        var held = new List<HeldOnMe>();
        var live = await db.Mobilizations.Where(m => m.State != MobilizationState.Shredded && m.State != MobilizationState.Draft)
            .OrderBy(m => m.StartsAt).ToListAsync(ct);
        foreach (var mobilization in live)
        {
            if (await OfAsync(mobilization, member, ct) is { } one)
                held.Add(one);
        }

        return held;
    }

    /// <summary>What one mobilization holds on the member; null for nothing.</summary>
    public async Task<HeldOnMe?> OfAsync(Mobilization mobilization, MemberRef member, CancellationToken ct)
    {
        if (await people.FindAsync(mobilization, member, ct) is not { } person)
            return null;

        var id = mobilization.Id;
        var all = await rows.PseudonymsAsync(id, person, ct);
        var marks = all.ConvertAll(one => SafeMark.Of(person.Key, one));
        var held = new HeldOnMe(mobilization, person.Id, person.Rsvp)
        {
            LinkedAccounts = await db.Rsvps.CountAsync(r => r.MobilizationId == id && r.LinkedTo == person.Id, ct),
            Roles = await db.SlotsOfAsync(person.Rsvp, ct),
            HasAddress = await db.PrivateContacts.AnyAsync(c => c.MobilizationId == id && all.Contains(c.Person) && c.Box != null, ct),
            IsCoOrganizer = await db.CoOrganizers.AnyAsync(c => c.MobilizationId == id && all.Contains(c.Person), ct),
            IsSafe = await db.SafeMarks.AnyAsync(m => m.MobilizationId == id && marks.Contains(m.Mark), ct),
            SeeksMatch = await db.Seekers.AnyAsync(s => s.MobilizationId == id && all.Contains(s.Person), ct),
            HasDeclined = await db.DeclinedPairs.AnyAsync(p => p.MobilizationId == id && (all.Contains(p.First) || all.Contains(p.Second)), ct),
            HasCode = await db.OneTimeCodes.AnyAsync(c => c.MobilizationId == id && all.Contains(c.Person!), ct),
            WaitingMessages = await db.PrivateNotes.CountAsync(n => n.MobilizationId == id && all.Contains(n.Person), ct),
        };
        return held.IsAnything ? held : null;
    }
}

/// <summary>All that one mobilization holds on one member. Prints as redacted.</summary>
internal sealed record HeldOnMe(Mobilization Mobilization, string Pseudonym, Rsvp? Rsvp)
{
    public IReadOnlyList<RoleSlot> Roles { get; init; } = [];

    public bool HasAddress { get; init; }

    public bool IsCoOrganizer { get; init; }

    public bool IsSafe { get; init; }

    public bool SeeksMatch { get; init; }

    public bool HasCode { get; init; }

    public bool HasDeclined { get; init; }

    public int LinkedAccounts { get; init; }

    public int WaitingMessages { get; init; }

    public bool IsAnything => Rsvp is not null || HasAddress || IsCoOrganizer || IsSafe || SeeksMatch || HasDeclined || HasCode || WaitingMessages > 0;

    /// <summary>In sentences, without a place in the queue, which would tell its length.</summary>
    public IEnumerable<string> Lines(Language language)
    {
        yield return MobilizationTexts.All.Format(language, "held.pseudonym", Pseudonym);
        if (Rsvp is not null)
            yield return MobilizationTexts.All.Format(language, "held.answer", Receipt.TitleOf(Rsvp, language));
        if (Rsvp is { Party: > 1 })
            yield return MobilizationTexts.All.Format(language, "held.guests", Rsvp.Party - 1);
        if (Rsvp is { Answer: Answer.Waiting })
            yield return MobilizationTexts.All[language, "held.queue"];
        if (Roles.Count > 0)
            yield return MobilizationTexts.All.Format(language, "held.role", ListText.And(Roles.Select(role => new SlotCover(role, 0).Name), language));
        if (Rsvp is { CheckIn: not null })
            yield return MobilizationTexts.All[language, Rsvp.CheckInName is null ? "held.checkin" : "held.checkin.name"];
        if (Rsvp is { SwapOffers: not null })
            yield return MobilizationTexts.All[language, "held.swap"];
        foreach (var (isHeld, key) in new[] { (HasAddress, "address"), (IsCoOrganizer, "coorganizer"), (IsSafe, "safe"), (SeeksMatch, "match"), (HasDeclined, "declined"), (HasCode, "code"), (LinkedAccounts > 0, "linked"), (WaitingMessages > 0, "messages") })
        {
            if (isHeld)
                yield return MobilizationTexts.All[language, $"held.{key}"];
        }
    }

    public override string ToString() => "(redacted)";
}
