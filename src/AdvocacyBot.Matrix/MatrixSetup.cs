using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Listening;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Matrix;

/// <summary>How a host gives the bot Matrix.</summary>
public static class MatrixSetup
{
    /// <summary>Adds Matrix as one more platform; only where a homeserver is set.</summary>
    public static IServiceCollection AddMatrix(this IServiceCollection services, MatrixSettings settings)
    {
        services.TryAddSingleton<MatrixTiming>();
        return services
            .AddSingleton(settings)
            .AddSingleton<MatrixHttp>().AddSingleton<MatrixApi>().AddSingleton<Session>()
            .AddSingleton<MatrixMemory>()
            .AddSingleton<RoomBook>().AddSingleton<DirectRooms>().AddSingleton<Organizers>().AddSingleton<RoomPlaces>().AddSingleton<Invitations>().AddSingleton<RoomCare>()
            .AddSingleton<SendGate>().AddSingleton<Refusals>().AddSingleton<ReadBack>().AddSingleton<ThreadsOfAnswers>().AddSingleton<ChoiceBook>()
            .AddSingleton<Sender>().AddSingleton<PrivateAnswers>().AddSingleton<Answers>()
            .AddSingleton<Reactions>().AddSingleton<Departures>().AddSingleton<Listener>().AddSingleton<Gaps>().AddSingleton<RoomIntake>().AddSingleton<SyncLoop>()
            .AddSingleton<MatrixPlatform>()
            .AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<MatrixPlatform>());
    }
}
