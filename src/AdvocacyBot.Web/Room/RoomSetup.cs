using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Web.Room;

/// <summary>Whether the bot shows sample data, which the page then says.</summary>
public delegate bool SampleDataShown();

/// <summary>Registers and maps the web room.</summary>
public static class RoomSetup
{
    /// <param name="services">The bot's services.</param>
    /// <param name="historyFile">The SQLite file that holds the room's public messages.</param>
    public static IServiceCollection AddRoom(this IServiceCollection services, string historyFile) =>
        services
            .AddSingleton(new RoomFile(historyFile))
            .AddSingleton<RoomListeners>()
            .AddSingleton<RoomHistory>()
            .AddSingleton<MemberForgotten>(provider => member => provider.GetRequiredService<RoomHistory>().Forget(member))
            .AddHousekeeper<ForgetPrivateMessages>(canWait: true)
            .AddSingleton<OrganizerLink>()
            .AddSingleton<RoomMembers>()
            .AddSingleton<RoomPlatform>()
            .AddSingleton(new ConfiguredPlace(RoomPlatform.Place))
            .AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<RoomPlatform>())
            .AddRoomLimits();

    /// <summary>The web room's one channel.</summary>
    public static ChannelRef MainChannel => RoomPlatform.Channel;

    /// <summary>Opens the room's history; a no-op if the web room is disabled.</summary>
    public static Task OpenRoomAsync(this IServiceProvider services, CancellationToken ct) =>
        services.GetService<RoomHistory>()?.OpenAsync(ct) ?? Task.CompletedTask;

    public static void MapRoom(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapRoomPages();
        app.MapRoomEndpoints();
    }
}
