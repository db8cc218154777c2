using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Host;

namespace AdvocacyBot.Room;

/// <summary>The room's parts.</summary>
internal static class RoomSetup
{
    public static IServiceCollection AddRoom(this IServiceCollection services, DataFolder folder) =>
        services
            .AddSingleton(new RoomFile(folder.RoomHistory))
            .AddSingleton<RoomListeners>()
            .AddSingleton<RoomHistory>()
            .AddHousekeeper<ForgetPrivateMessages>(canWait: true)
            .AddSingleton<OrganizerLink>()
            .AddSingleton<RoomMembers>()
            .AddSingleton<RoomPlatform>()
            .AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<RoomPlatform>())
            .AddRoomLimits();

    public static void MapRoom(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapRoomPages();
        app.MapRoomDoors();
    }
}
