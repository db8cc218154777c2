using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using Microsoft.AspNetCore.DataProtection;

namespace AdvocacyBot.Room;

/// <summary>The room's parts.</summary>
internal static class RoomSetup
{
    public static IServiceCollection AddRoom(this IServiceCollection services, DataFolder folder) =>
        services
            .AddPooledDbContextFactory<RoomDb>(options => options.UseBotSqlite(folder.RoomHistory))
            .AddSingleton<RoomListeners>()
            .AddSingleton<RoomHistory>()
            .AddSingleton<OrganizerLink>()
            .AddSingleton<RoomMembers>()
            .AddSingleton<RoomPlatform>()
            .AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<RoomPlatform>())
            .AddRoomLimits()
            .AddPages();

    /// <summary>The pages have no forms that post, so what their framework would protect need not outlive the process, nor leave it.</summary>
    private static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        return services;
    }

    public static void MapRoom(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapRoomPages();
        app.MapRoomDoors();
    }
}
