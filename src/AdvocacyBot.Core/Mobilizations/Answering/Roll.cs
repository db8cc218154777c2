using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// A mobilization as one batch of answers finds it and as each answer leaves it to the next: the people who answer, their rows
/// and their contacts, all tracked, and the roles. Prints as redacted.
/// </summary>
/// <param name="mobilization">Null where there is none of that number.</param>
/// <param name="people">Those who answer; nobody where the key is destroyed.</param>
internal sealed class Roll(Mobilization? mobilization, Dictionary<MemberRef, Person> people)
{
    public Mobilization? Mobilization { get; } = mobilization;

    /// <summary>By the pseudonyms of those who have one.</summary>
    public Dictionary<string, PrivateContact> Contacts { get; init; } = [];

    public IReadOnlyList<SlotCover> Slots { get; set; } = [];

    /// <summary>A mobilization that knows nobody any more, or none at all.</summary>
    public static Roll Of(Mobilization? mobilization) => new(mobilization, []);

    public Person? Find(MemberRef member) => people.GetValueOrDefault(member);

    /// <summary>How a person stands, for their receipt.</summary>
    public ReceiptState StateOf(Person person) => ReceiptState.Of(
        Mobilization!, person, [.. (person.Rsvp?.Held ?? []).Select(id => Slots.FirstOrDefault(s => s.Slot.Id == id)?.Slot).OfType<RoleSlot>()], Contacts.GetValueOrDefault(person.Id));

    /// <summary>One person more or fewer in some roles.</summary>
    public void Recount(IReadOnlyList<long> roles, int by) =>
        Slots = roles.Count == 0 ? Slots : [.. Slots.Select(s => roles.Contains(s.Slot.Id) ? s with { Filled = s.Filled + by } : s)];

    public override string ToString() => "(redacted)";
}
