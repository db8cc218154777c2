namespace AdvocacyBot.Discord.Gateway;

/// <summary>Discord has closed a shard because there are too few.</summary>
internal sealed class MoreShardsRequiredException() : Exception("Discord requires more shards.");
