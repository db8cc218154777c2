using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Room;

/// <summary>
/// The room's own file: its public messages and who its organizers are. For the bot the room is a chat service like any other,
/// so its history is not in the bot's database.
/// </summary>
internal sealed class RoomDb(DbContextOptions<RoomDb> options) : DbContext(options)
{
    public DbSet<StoredMessage> Messages => Set<StoredMessage>();

    public DbSet<RoomOrganizer> Organizers => Set<RoomOrganizer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredMessage>(message =>
        {
            message.HasKey(m => m.Id);
            message.Property(m => m.Id).ValueGeneratedNever();
            message.HasIndex(m => m.Key).IsUnique();
        });
        modelBuilder.Entity<RoomOrganizer>().HasKey(o => o.Member);
    }
}

/// <summary>A public message; private ones are never written down.</summary>
internal sealed class StoredMessage
{
    public required long Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The member's tag; null for the bot.</summary>
    public string? Author { get; init; }

    /// <summary>The post's key, which makes a repeated post one message.</summary>
    public string? Key { get; init; }

    /// <summary>The reply as JSON.</summary>
    public required string Content { get; set; }
}

/// <summary>A member who came by an organizer link.</summary>
internal sealed class RoomOrganizer
{
    /// <summary>The digest of the member's cookie.</summary>
    public required string Member { get; init; }
}

/// <summary>The room's first schema.</summary>
[DbContext(typeof(RoomDb))]
[Migration("20261121000001_Room")]
internal sealed class M0001_Room : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Messages",
            table => new
            {
                Id = table.Column<long>(),
                At = table.Column<DateTime>(),
                Author = table.Column<string>(nullable: true),
                Key = table.Column<string>(nullable: true),
                Content = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_Messages", m => m.Id));
        migrationBuilder.CreateIndex("IX_Messages_Key", "Messages", "Key", unique: true);

        migrationBuilder.CreateTable(
            "Organizers",
            table => new { Member = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_Organizers", o => o.Member));
    }
}
