using System.Buffers.Binary;
using System.Security.Cryptography;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations.Private;

/// <summary>
/// How to write to a person who asked for it, sealed under the mobilization's key and bound to the mobilization and the
/// person; deleted after the last message that was asked for.
/// </summary>
internal sealed class PrivateContact : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required string Person { get; init; }

    /// <summary>Platform, member and language, sealed; null if the platform refused a message, so that none is tried again.</summary>
    public byte[]? Box { get; set; }

    public bool WantsReminders { get; set; }

    /// <summary>Wants one message when a seat comes free.</summary>
    public bool WantsSeat { get; set; }

    /// <summary>Wants to hear of a match.</summary>
    public bool WantsMatch { get; set; }

    /// <summary>Wants one message when a swap that they offered is agreed to.</summary>
    public bool WantsSwap { get; set; }

    /// <summary>Wants to be asked once after the end whether they are home safe.</summary>
    public bool WantsCheckIn { get; set; }

    public bool IsWanted => WantsReminders || WantsSeat || WantsMatch || WantsSwap || WantsCheckIn;
}

/// <summary>A message to be written to one person, at most once: the row is gone before it is sent.</summary>
internal sealed class PrivateNote : ICommunityOwned
{
    public long CommunityId { get; init; }

    /// <summary>Random, so that it says nothing of the order.</summary>
    public long Id { get; init; } = BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;

    public required long MobilizationId { get; init; }

    public required string Person { get; init; }

    public required PrivateNoteKind Kind { get; init; }

    /// <summary>The mobilization's version that it speaks of; a stale one is dropped.</summary>
    public required int Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>UTC; nothing is sent after it.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>A note about a mobilization as it is now.</summary>
    /// <param name="due">UTC; stored to the full minute that has begun.</param>
    /// <param name="expires">UTC; nothing is sent after it.</param>
    public static PrivateNote About(Mobilization mobilization, string person, PrivateNoteKind kind, DateTime due, DateTime expires) => new()
    {
        MobilizationId = mobilization.Id,
        Person = person,
        Kind = kind,
        Version = mobilization.Version,
        DueAt = Offering.FullMinute(due),
        ExpiresAt = expires,
    };
}

/// <summary>What a <see cref="PrivateNote"/> says.</summary>
internal enum PrivateNoteKind
{
    Reminder,
    Seat,
    Offer,
    Moved,
    Cancelled,
    MatchFound,
    MatchMade,

    /// <summary>The first reminder: private reminders are on, which shows at once whether the person can be written to.</summary>
    Consent,

    /// <summary>The meeting point can be asked for now.</summary>
    Reveal,

    /// <summary>Who was matched with the person has left, and the search goes on.</summary>
    MatchLost,

    /// <summary>A shift of theirs begins soon.</summary>
    ShiftReminder,

    /// <summary>Somebody has agreed to a swap that they offered.</summary>
    Swapped,

    /// <summary>The driver with whom the person was matched has another number of seats.</summary>
    SeatsChanged,

    /// <summary>Organizers have switched matching off.</summary>
    MatchOff,

    /// <summary>Whether they are home safe.</summary>
    CheckIn,

    /// <summary>What organizers say to those going alone.</summary>
    Message,
}

internal static class PrivateSets
{
    extension(BotDb db)
    {
        public DbSet<PrivateContact> PrivateContacts => db.Set<PrivateContact>();

        public DbSet<PrivateNote> PrivateNotes => db.Set<PrivateNote>();
    }
}

internal sealed class PrivateMapping : IEntityTypeConfiguration<PrivateContact>, IEntityTypeConfiguration<PrivateNote>
{
    public void Configure(EntityTypeBuilder<PrivateContact> builder)
    {
        builder.ToTable("PrivateContacts").HasKey(c => new { c.MobilizationId, c.Person });
        builder.Ignore(c => c.IsWanted);
        builder.Property(c => c.WantsSwap).HasDefaultValue(false);
        builder.Property(c => c.WantsCheckIn).HasDefaultValue(false);
    }

    public void Configure(EntityTypeBuilder<PrivateNote> builder)
    {
        builder.ToTable("PrivateNotes").HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasIndex(n => n.DueAt);
        builder.HasIndex(n => new { n.MobilizationId, n.Person });
    }
}
