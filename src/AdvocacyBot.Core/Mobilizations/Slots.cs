namespace AdvocacyBot.Core.Mobilizations;

/// <summary>Makes role slots of what organizers wrote.</summary>
internal static class Slots
{
    public static RoleSlot Of(long mobilization, RoleNeed need) => new()
    {
        MobilizationId = mobilization,
        Name = need.Name,
        Needed = need.Needed,
        From = need.From,
        Until = need.Until,
    };
}
