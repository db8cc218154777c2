using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>An announcement that was previewed to its organizer and is not published. It has no number and no key yet.</summary>
internal sealed class AnnouncementDraft : ICommunityOwned
{
    public long CommunityId { get; init; }

    /// <summary>Random, in the ids of its choices.</summary>
    public required string Token { get; init; }

    /// <summary>The options of <c>announce</c> as JSON.</summary>
    public required string Options { get; init; }

    /// <summary>The times it may mean as JSON; one once the organizer has chosen.</summary>
    public required string Times { get; set; }

    /// <summary>The first channel of the announcement: the default one of the place in which it was requested.</summary>
    public required string Platform { get; init; }

    public required string Channel { get; init; }

    /// <summary>The organizer's.</summary>
    public required Language Language { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public ChannelRef ChannelRef => new(Platform, Channel);

    public IReadOnlyDictionary<string, string> ReadOptions() => JsonSerializer.Deserialize<Dictionary<string, string>>(Options)!;

    public IReadOnlyList<WhenReading> ReadTimes(IDateTimeZoneProvider zones) =>
        [.. JsonSerializer.Deserialize<List<StoredReading>>(Times)!.Select(stored => stored.Read(zones))];

    public static string WriteTimes(IEnumerable<WhenReading> readings) => JsonSerializer.Serialize(readings.Select(StoredReading.Of));

    private sealed record StoredReading(string Start, string Zone, bool IsSecond, int? Minutes, string? Repeats)
    {
        public static StoredReading Of(WhenReading reading) => new(
            reading.Start.Written, reading.Start.Zone.Id, reading.Start.IsSecond, (int?)reading.Lasts?.TotalMinutes, reading.Repeats?.ToString());

        public WhenReading Read(IDateTimeZoneProvider zones) => new(
            LocalMoment.Read(Start, Zone, IsSecond, zones),
            Minutes is { } minutes ? Duration.FromMinutes(minutes) : null,
            Repeats is { } rule ? Repetition.Parse(rule) : null);
    }
}

internal static class AnnouncementDraftSets
{
    extension(BotDb db)
    {
        public DbSet<AnnouncementDraft> AnnouncementDrafts => db.Set<AnnouncementDraft>();
    }
}

internal sealed class AnnouncementDraftMapping : IEntityTypeConfiguration<AnnouncementDraft>
{
    public void Configure(EntityTypeBuilder<AnnouncementDraft> builder)
    {
        builder.ToTable("AnnouncementDrafts").HasKey(d => d.Token);
        builder.Ignore(d => d.ChannelRef);
        builder.HasIndex(d => d.ExpiresAt);
    }
}
