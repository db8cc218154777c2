using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;

namespace AdvocacyBot.Core.Mobilizations.Shifts;

/// <summary>A person's shifts in one action, with what can be done about them. Pure.</summary>
internal static class ShiftReplies
{
    private const int MaxSwaps = 25;

    /// <summary>The roles and shifts that a person has.</summary>
    public static Field Own(IReadOnlyList<RoleSlot> roles, Language language) => new(
        MobilizationTexts.All[language, roles.Count == 1 ? "field.role" : "field.shifts"], string.Join(", ", roles.Select(role => new SlotCover(role, 0).Name)));

    /// <param name="result">What has just become of an order; null if only shown.</param>
    /// <param name="offered">The swaps that others offer to this person.</param>
    /// <param name="possible">The swaps that this person can offer.</param>
    public static Reply Write(
        Mobilization mobilization, Rsvp rsvp, IReadOnlyList<SlotCover> slots, SwapResult? result, IReadOnlyList<SwapOffer> offered, IReadOnlyList<SwapOffer> possible, Language language)
    {
        var number = RsvpChoices.Write(mobilization.Number);
        var held = rsvp.Held.Select(Find).OfType<SlotCover>().ToList();
        var blocks = new List<Block>();
        if (result is { } happened)
            blocks.Add(new Paragraph(MobilizationTexts.All[language, $"shift.{happened}"]));
        blocks.Add(held.Count == 0
            ? new Paragraph(MobilizationTexts.All.Format(language, "shift.none", number))
            : new Listing([.. held.Select(slot => (IReadOnlyList<Span>)[new Text(slot.Name)])]));
        blocks.AddRange(rsvp.Offers.Select(offer => Sentence("shift.yours", offer)));
        blocks.AddRange(offered.Select(offer => Sentence("shift.others", offer)));

        var choices = new List<Choice>();
        choices.AddRange(offered.Select(offer => Swap(offer.Reverse, "choice.shift.swap") with { Style = ChoiceStyle.Primary }));
        choices.AddRange(held.Select(slot => new Choice($"{ShiftChoices.Prefix}:{number}:drop:{RsvpChoices.Write(slot.Slot.Id)}", Text("choice.shift.drop", slot.Name))));
        if (rsvp.SwapOffers is not null)
            choices.Add(new Choice($"{ShiftChoices.Prefix}:{number}:stop", MobilizationTexts.All[language, "choice.shift.stop"]));
        return new Reply(blocks)
        {
            Title = MobilizationTexts.All.Format(language, "shift.title", mobilization.TitleIn(language)),
            Language = language,
            Visibility = Visibility.Private,
            Choices = choices,
            Menus = possible.Count == 0
                ? []
                : [new ChoiceMenu(MobilizationTexts.All[language, "menu.swap"], [.. possible.Take(MaxSwaps).Select(offer => Swap(offer, "choice.shift.swap"))])],
        };

        SlotCover? Find(long id) => slots.FirstOrDefault(s => s.Slot.Id == id);
        string NameOf(long id) => Find(id)?.Name ?? "";
        string Text([TextKey(typeof(MobilizationTexts))] string key, params ReadOnlySpan<object?> values) => MobilizationTexts.All.Format(language, key, values);
        Paragraph Sentence([TextKey(typeof(MobilizationTexts))] string key, SwapOffer offer) => new(Text(key, NameOf(offer.Give), NameOf(offer.Want)));
        Choice Swap(SwapOffer offer, [TextKey] string key) => new(
            $"{ShiftChoices.Prefix}:{number}:swap:{RsvpChoices.Write(offer.Give)}:{RsvpChoices.Write(offer.Want)}", Text(key, NameOf(offer.Give), NameOf(offer.Want)));
    }
}
