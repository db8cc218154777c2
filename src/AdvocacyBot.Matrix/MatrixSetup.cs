using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Matrix;

/// <summary>Registers Matrix with a host.</summary>
public static class MatrixSetup
{
    /// <summary>Adds Matrix as a further platform. Only for settings with a homeserver.</summary>
    public static IServiceCollection AddMatrix(this IServiceCollection services, MatrixSettings settings)
    {
        services.TryAddSingleton<MatrixTiming>();
        return services
            .AddSingleton(settings)
            .AddSingleton<MatrixHttp>()
            .AddSingleton<MatrixApi>()
            .AddSingleton<MatrixStateStore>()
            .AddSingleton<ReactionNames>()
            .AddSingleton<MemberReactions>()
            .AddSingleton<MemberTraces>()
            .AddSingleton<MemberDescribed>(provider => provider.GetRequiredService<MemberTraces>().DescribeAsync)
            .AddForgetting<MemberReactions>((reactions, member, ct) => reactions.ForgetAsync(member, ct))
            .AddSingleton<ForgetReactions>()
            .AddSingleton<ActionForgotten>(provider => provider.GetRequiredService<ForgetReactions>().RunAsync)
            .AddSignIn()
            .AddEncryption()
            .AddRooms()
            .AddSending()
            .AddSync()
            .AddSingleton<MatrixPlatform>()
            .AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<MatrixPlatform>());
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services) =>
        services
            .AddSingleton<OAuthApi>()
            .AddSingleton<DeviceCodeSignIn>()
            .AddSingleton<SessionStore>()
            .AddSingleton<AccountSignIn>()
            .AddSingleton<BotProfile>()
            .AddSingleton<Session>();

    private static IServiceCollection AddEncryption(this IServiceCollection services) =>
        services
            .AddSingleton<EncryptedRooms>()
            .AddSingleton<EncryptedRoomRecord>()
            .AddSingleton<KeyFile>()
            .AddSingleton<IdentityStore>()
            .AddSingleton<RunMarks>()
            .AddSingleton<OfferedChoices>()
            .AddSingleton<EncryptionDevice>()
            .AddSingleton<DeviceOpening>()
            .AddSingleton<KeyRequests>()
            .AddSingleton<RoomMembers>()
            .AddSingleton<EventEncryption>()
            .AddSingleton<SentMarks>()
            .AddSingleton<EventSender>()
            .AddSingleton<EventDecryption>()
            .AddSingleton<EncryptionSync>()
            .AddSingleton<LateEvents>()
            .AddSingleton<IdentityRecovery>()
            .AddSingleton<IdentityChanges>()
            .AddSingleton<EncryptionTraces>()
            .AddForgetting<EncryptionTraces>((traces, member, ct) => traces.ForgetAsync(member, ct))
            .AddSingleton<EncryptionNotices>();

    private static IServiceCollection AddRooms(this IServiceCollection services) =>
        services
            .AddSingleton<RoomDirectory>()
            .AddSingleton<DirectRooms>()
            .AddSingleton<Organizers>()
            .AddSingleton<RoomPlaces>()
            .AddSingleton<Invitations>()
            .AddSingleton<ConfiguredRooms>()
            .AddSingleton<RoomReplacements>()
            .AddSingleton<RoomNotices>()
            .AddSingleton<RoomLifecycle>()
            .AddSingleton<ForgottenConversations>()
            .AddForgetting<ForgottenConversations>((conversations, member) => conversations.Note(member))
            .AddCommand<ReactionsCommand>();

    private static IServiceCollection AddSending(this IServiceCollection services) =>
        services
            .AddSingleton(new ReplyPreview("Matrix", RoomPreview.Write))
            .AddSingleton<RateLimit>()
            .AddSingleton<SendErrors>()
            .AddSingleton<SentMessageFinder>()
            .AddSingleton<AnswerKeys>()
            .AddSingleton<AnswerFinder>()
            .AddSingleton<AnswerRelations>()
            .AddSingleton<OwnMessages>()
            .AddSingleton<PictureUploads>()
            .AddSingleton<FileUploads>()
            .AddSingleton<BackgroundSends>()
            .AddSingleton<MessageSender>()
            .AddSingleton<PrivateAnswerQueue>()
            .AddSingleton<PrivateAnswers>()
            .AddSingleton<AnswerDelivery>();

    private static IServiceCollection AddSync(this IServiceCollection services) =>
        services
            .AddSingleton<IntentFactory>()
            .AddSingleton<MessageReader>()
            .AddSingleton<ReadReceipts>()
            .AddSingleton<BotLoopGuard>()
            .AddSingleton<MessageHandler>()
            .AddSingleton<EditHandler>()
            .AddSingleton<ReactionHandler>()
            .AddSingleton<RedactionHandler>()
            .AddSingleton<Departures>()
            .AddSingleton<EventProcessor>()
            .AddSingleton<GapFiller>()
            .AddSingleton<RoomProcessor>()
            .AddSingleton<SyncLoop>();
}
