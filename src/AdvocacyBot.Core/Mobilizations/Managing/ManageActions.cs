using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Matching;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Leads each verb to what carries it out.</summary>
internal sealed class ManageActions(
    Descriptions descriptions, Appearance appearance, Moving moving, Seating seating, Roles roles, Meeting meeting, Broadcasting broadcasting, Repeating repeating,
    CoOrganizers coOrganizers, SwitchMatching matching, CheckInSteps checkIns, MessageToGoing message)
{
    public Task<Reply> RunAsync(ManageWish wish, CancellationToken ct) => wish.Verb switch
    {
        ManageVerb.Move => moving.MoveAsync(wish, ct),
        ManageVerb.Place => moving.PlaceAsync(wish, ct),
        ManageVerb.Remind => moving.RemindAsync(wish, ct),
        ManageVerb.Closes => Task.FromResult(moving.Closes(wish)),
        ManageVerb.Capacity => seating.CapacityAsync(wish, ct),
        ManageVerb.Waitlist => seating.WaitlistAsync(wish, ct),
        ManageVerb.Offers => Task.FromResult(Seating.Offers(wish)),
        ManageVerb.Roles => roles.RunAsync(wish, ct),
        ManageVerb.Reveal => meeting.RunAsync(wish, ct),
        ManageVerb.Say => broadcasting.SayAsync(wish, ct),
        ManageVerb.Cancel => broadcasting.CancelAsync(wish, ct),
        ManageVerb.Post => broadcasting.PostAsync(wish, ct),
        ManageVerb.CoOrganizer => coOrganizers.RunAsync(wish, ct),
        ManageVerb.Template => repeating.TemplateAsync(wish, ct),
        ManageVerb.Copy => repeating.CopyAsync(wish, ct),
        ManageVerb.Repeat => repeating.RepeatAsync(wish, ct),
        ManageVerb.Guests => Task.FromResult(Seating.Guests(wish)),
        ManageVerb.Erase => Task.FromResult(EraseChoices.Ask(wish)),
        ManageVerb.Picture => appearance.PictureAsync(wish, ct),
        ManageVerb.Discussion => Task.FromResult(appearance.Discussion(wish)),
        ManageVerb.Matching => matching.RunAsync(wish, ct),
        ManageVerb.CheckIn => checkIns.SetAsync(wish, ct),
        ManageVerb.Ends => moving.EndsAsync(wish, ct),
        ManageVerb.Message => message.RunAsync(wish, ct),
        ManageVerb.Open => Task.FromResult(descriptions.Open(wish)),
        _ => descriptions.RunAsync(wish, ct),
    };
}
