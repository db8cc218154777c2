using System.Globalization;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Which folders must have free space, and how much.</summary>
/// <param name="Folders">Absolute. A folder that does not exist is skipped.</param>
/// <param name="MinFreeMegabytes">In units of 1,048,576 bytes.</param>
public sealed record DiskSpaceSettings(IReadOnlyList<string> Folders, int MinFreeMegabytes);

/// <summary>
/// A disk is nearly full. The alert ends at <see cref="Recovery"/> times the limit, so that a size around the limit is reported once.
/// While the database cannot be written for lack of space, <see cref="StorageAlerts"/> reports that instead.
/// </summary>
internal sealed class DiskAlerts(CommunityScope scope, DiskSpaceSettings settings, WriteHealth health) : IAlertSource
{
    private const double Recovery = 1.2;
    private const double Megabyte = 1_048_576;

    public Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct)
    {
        if (scope.Id != Community.FirstId)
            return Task.FromResult<IReadOnlyList<Alert>>([]);

        // Folders often share a disk, which is then reported once.
        var low = settings.Folders.Select(folder => (Folder: folder, Free: FreeMegabytes(folder))).Where(disk => disk.Free < settings.MinFreeMegabytes * Recovery);
        return Task.FromResult<IReadOnlyList<Alert>>([.. low.OrderBy(disk => disk.Free).Take(1).Select(disk => Of(disk.Folder, disk.Free!.Value))]);
    }

    private Alert Of(string folder, double free)
    {
        var megabytes = Math.Floor(free).ToString(CultureInfo.InvariantCulture);
        return new Alert("disk", language => AlertTexts.All.Format(language, "alert.disk", folder, megabytes))
        {
            IsCertain = free < settings.MinFreeMegabytes && !health.IsDiskFull,
        };
    }

    /// <summary>Null if it is unknown.</summary>
    private static double? FreeMegabytes(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace / Megabyte : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
