using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Tells a member all that is held on them, by looking and not from memory.</summary>
internal sealed class MyData(BotDb db, People people)
{
    /// <summary>What each mobilization holds on the member, soonest first; those that hold nothing are left out.</summary>
    public async Task<IReadOnlyList<HeldOnMe>> AllAsync(MemberRef member, CancellationToken ct)
    {
        var held = new List<HeldOnMe>();
        var live = await db.Mobilizations.Where(m => m.State == MobilizationState.Open || m.State == MobilizationState.Cancelled)
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

        var (id, key) = (mobilization.Id, person.Id);
        var contact = await db.PrivateContacts.AsNoTracking().SingleOrDefaultAsync(c => c.MobilizationId == id && c.Person == key, ct);
        var mark = Pseudonym.For(person.Key, SafeMark.Purpose, person.Pseudonym);
        var held = new HeldOnMe(mobilization, key, person.Rsvp)
        {
            Role = person.Rsvp?.RoleSlotId is { } slot ? await db.RoleSlots.FindAsync([slot], ct) : null,
            HasAddress = contact?.Box is not null,
            IsCoOrganizer = await db.CoOrganizers.AnyAsync(c => c.MobilizationId == id && c.Person == key, ct),
            IsSafe = await db.SafeMarks.AnyAsync(m => m.MobilizationId == id && m.Mark == mark, ct),
            SeeksMatch = await db.Seekers.AnyAsync(s => s.MobilizationId == id && s.Person == key, ct),
            HasCode = await db.OneTimeCodes.AnyAsync(c => c.MobilizationId == id && c.Person == key, ct),
        };
        return held.IsAnything ? held : null;
    }
}

/// <summary>All that one mobilization holds on one member. Prints as redacted.</summary>
internal sealed record HeldOnMe(Mobilization Mobilization, string Pseudonym, Rsvp? Rsvp)
{
    public RoleSlot? Role { get; init; }

    public bool HasAddress { get; init; }

    public bool IsCoOrganizer { get; init; }

    public bool IsSafe { get; init; }

    public bool SeeksMatch { get; init; }

    public bool HasCode { get; init; }

    public bool IsAnything => Rsvp is not null || HasAddress || IsCoOrganizer || IsSafe || SeeksMatch || HasCode;

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
        if (Role is not null)
            yield return MobilizationTexts.All.Format(language, "held.role", new SlotCover(Role, 0).Name);
        foreach (var (isHeld, key) in new[] { (HasAddress, "address"), (IsCoOrganizer, "coorganizer"), (IsSafe, "safe"), (SeeksMatch, "match"), (HasCode, "code") })
        {
            if (isHeld)
                yield return MobilizationTexts.All[language, $"held.{key}"];
        }
    }

    public override string ToString() => "(redacted)";
}
