using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;

namespace AdvocacyBot.Core.Mobilizations.Shifts;

/// <summary>
/// One's own shifts in words: <c>shift 7</c>, <c>shift 7 drop medic 9:00</c>, <c>shift 7 swap medic 9:00 for cook 14:00</c>,
/// <c>shift 7 stop</c>.
/// </summary>
internal sealed class ShiftCommand(ManageShifts shifts) : ICommand
{
    private static readonly string[] Between = [" for ", " contre ", " por ", ">"];

    private static readonly IReadOnlyDictionary<string, string> Words = Vocabulary.Of(
        ("show", "show montrer mostrar"), ("drop", "drop quitter dejar"), ("swap", "swap échanger cambiar"), ("stop", "stop retirer retirar off"));

    public static CommandSpec Spec { get; } = new("shift", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options =
        [
            new OptionSpec("number", OptionKind.Number),
            new OptionSpec("what", Required: false) { Values = ["show", "drop", "swap", "stop"], IsOpen = true },
            new OptionSpec("which", OptionKind.Rest, Required: false),
        ],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var which = request["which"] ?? "";
        var word = request["what"] is { } written ? Words.GetValueOrDefault(Folding.Fold(written)) : "show";
        return word switch
        {
            "show" => RunAsync(new ShiftOrder()),
            "stop" => RunAsync(new ShiftOrder { Stops = true }),
            "drop" when which.Length > 0 => RunAsync(new ShiftOrder(Drop: (slots, rsvp) => Own(slots, rsvp, which))),
            "swap" when which.Split(Between, 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } give, { Length: > 0 } want] =>
                RunAsync(new ShiftOrder(Swap: (slots, rsvp) => OfferOf(slots, rsvp, give, want))),
            _ => Task.FromResult(Receipt.Problem(request.Language, "shift.how")),
        };

        Task<Reply> RunAsync(ShiftOrder order) => shifts.RunAsync(request, request.Number("number")!.Value, order, ct);
    }

    private static SlotCover? Own(IReadOnlyList<SlotCover> slots, Rsvp rsvp, string name) => slots.FirstOrDefault(s => s.IsCalled(name) && rsvp.Held.Contains(s.Slot.Id));

    private static SwapOffer? OfferOf(IReadOnlyList<SlotCover> slots, Rsvp rsvp, string give, string want) =>
        Own(slots, rsvp, give) is { } own && slots.FirstOrDefault(s => s.IsCalled(want) && !rsvp.Held.Contains(s.Slot.Id)) is { } other
            ? new SwapOffer(own.Slot.Id, other.Slot.Id)
            : null;
}

/// <summary>The same by choice: <c>shift:7:show</c>, <c>shift:7:drop:12</c>, <c>shift:7:swap:12:15</c>, <c>shift:7:stop</c>.</summary>
internal sealed class ShiftChoices(ManageShifts shifts) : IChoiceHandler
{
    public static string Prefix => "shift";

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var order = parts switch
        {
            [_, "show"] => new ShiftOrder(),
            [_, "stop"] => new ShiftOrder { Stops = true },
            [_, "drop", var slot] when RsvpChoices.Number(slot) is { } id => new ShiftOrder(Drop: (slots, _) => slots.FirstOrDefault(s => s.Slot.Id == id)),
            [_, "swap", var give, var want] when RsvpChoices.Number(give) is { } one && RsvpChoices.Number(want) is { } other =>
                new ShiftOrder(Swap: (_, _) => new SwapOffer(one, other)),
            _ => null,
        };
        return order is not null && RsvpChoices.Number(parts[0]) is { } number
            ? shifts.RunAsync(request, number, order, ct)
            : Task.FromResult(Receipt.Problem(request.Language, "rsvp.unknown"));
    }
}
