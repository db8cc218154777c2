using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Web.Appearance;
using AdvocacyBot.Web.Room.ComingUp;
using AdvocacyBot.Web.Room.Moderation;
using AdvocacyBot.Web.Room.Search;

namespace AdvocacyBot.Web.Room;

/// <summary>Whether the bot shows sample data, which the page then says.</summary>
public delegate bool SampleDataShown();

/// <summary>Registers and maps the web room.</summary>
internal static class RoomSetup
{
    public static IServiceCollection AddRoom(this IServiceCollection services) =>
        services
            .AddSingleton<MessageTable>()
            .AddSingleton<NameTable>()
            .AddSingleton<PrivateMessages>()
            .AddSingleton<RoomListeners>()
            .AddSingleton<RoomHistory>()
            .AddSingleton<ComingUpList>()
            .AddSingleton<SearchHistory>()
            .AddSingleton<MemberData>()
            .AddSingleton<MemberDescribed>(provider => (member, language, ct) => provider.GetRequiredService<MemberData>().DescribeAsync(member, language, ct))
            .AddForgetting<MemberData>((data, member, ct) => data.ForgetAsync(member, ct))
            .AddSingleton<ForgetAction>()
            .AddSingleton<ActionForgotten>(provider => provider.GetRequiredService<ForgetAction>().RunAsync)
            .AddHousekeeper<DeleteOldMessages>(canWait: true)
            .AddSingleton<RoomPlatform>()
            .AddSingleton(new ConfiguredPlace(RoomPlatform.Place))
            .AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<RoomPlatform>())
            .AddSingleton<ModerationTable>()
            .AddSingleton<RoomModeration>()
            .AddScoped<ModerationOrders>()
            .AddCommand<RulesCommand>()
            .AddCommand<MuteCommand>()
            .AddCommand<SlowCommand>()
            .AddCommand<CloseCommand>()
            .AddCommand<OpenCommand>()
            .AddRoomLimits();

    public static void MapRoom(this WebApplication app)
    {
        app.MapRoomPage();
        app.MapManifest();
        app.MapServiceWorker();
        app.MapRoomEndpoints();
    }
}
