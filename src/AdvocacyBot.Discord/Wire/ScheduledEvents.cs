namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/resources/guild-scheduled-event#create-guild-scheduled-event-json-params</summary>
internal sealed record ScheduledEventPayload(string Name, DateTime ScheduledStartTime, DateTime ScheduledEndTime, EntityMetadata EntityMetadata)
{
    /// <summary>Visible to members of the server only: https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-privacy-level</summary>
    public int PrivacyLevel { get; init; } = 2;

    /// <summary>EXTERNAL, which requires an end and a location.</summary>
    public int EntityType { get; init; } = 3;

    public string? Description { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-entity-metadata</summary>
internal sealed record EntityMetadata(string Location);

/// <summary>https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object</summary>
internal sealed record ScheduledEvent(string Id, string Name, DateTime ScheduledStartTime)
{
    public string? CreatorId { get; init; }
}
