using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Leads each verb to what carries it out.</summary>
internal sealed class ManageActions(
    Descriptions descriptions, Moving moving, Seating seating, Meeting meeting, Broadcasting broadcasting, Repeating repeating, Codes codes)
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
        ManageVerb.Roles => seating.RolesAsync(wish, ct),
        ManageVerb.Reveal => Task.FromResult(meeting.Run(wish)),
        ManageVerb.Say => broadcasting.SayAsync(wish, ct),
        ManageVerb.Cancel => broadcasting.CancelAsync(wish, ct),
        ManageVerb.Post => broadcasting.PostAsync(wish, ct),
        ManageVerb.CoOrganizer => Task.FromResult(codes.ForCoOrganizer(wish)),
        ManageVerb.Template => repeating.TemplateAsync(wish, ct),
        ManageVerb.Copy => repeating.CopyAsync(wish, ct),
        ManageVerb.Weekly => repeating.WeeklyAsync(wish, ct),
        _ => Task.FromResult(descriptions.Run(wish)),
    };
}
