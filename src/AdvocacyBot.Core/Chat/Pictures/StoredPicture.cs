using System.Globalization;
using System.Security.Cryptography;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>
/// An uploaded picture. The platform on which it was uploaded deletes it within hours, while it is needed again for each further
/// channel, date or platform.
/// </summary>
public sealed class StoredPicture : ICommunityOwned
{
    private const string Scheme = "stored-picture";

    public long CommunityId { get; init; }

    /// <summary>The SHA-256 of the bytes in hexadecimal: the same picture is stored once in each community.</summary>
    public required string Hash { get; init; }

    public required string MediaType { get; init; }

    public required byte[] Bytes { get; init; }

    /// <summary>When it was uploaded last, UTC.</summary>
    public required DateTime UploadedAt { get; set; }

    /// <summary>The address of a picture in a community's store, which is valid only inside the bot.</summary>
    public static Uri AddressOf(PictureFile file, long community) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Scheme}:{community}/{HashOf(file)}"));

    /// <summary>Whether an address leads into the store; such an address is never taken from a person.</summary>
    public static bool IsStored(Uri address) => address.Scheme == Scheme;

    internal static string HashOf(PictureFile file) => Convert.ToHexStringLower(SHA256.HashData(file.Bytes));

    /// <summary>The community in whose store the picture is; null for a picture elsewhere.</summary>
    internal static long? CommunityOf(Uri address) =>
        IsStored(address) && long.TryParse(address.AbsolutePath.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var community) ? community : null;

    internal static string HashIn(Uri address) => address.AbsolutePath.Split('/')[^1];
}

internal static class StoredPictureSet
{
    extension(BotDb db)
    {
        public DbSet<StoredPicture> StoredPictures => db.Set<StoredPicture>();
    }
}

internal sealed class StoredPictureMapping : IEntityTypeConfiguration<StoredPicture>
{
    public void Configure(EntityTypeBuilder<StoredPicture> builder) => builder.ToTable("StoredPictures").HasKey(p => new { p.CommunityId, p.Hash });
}
