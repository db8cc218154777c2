using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Counts;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Pickers;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations;

internal static class MobilizationsSetup
{
    public static IServiceCollection AddMobilizations(this IServiceCollection services)
    {
        services.TryAddSingleton<IDateTimeZoneProvider>(DateTimeZoneProviders.Tzdb);
        services.TryAddSingleton(new MobilizationSettings());
        return services
            .AddSingleton<NumberCache>()
            .AddScoped<MobilizationNumbers>()
            .AddScoped<ActionVisibility>()
            .AddScoped<PublishCounts>()
            .AddScoped<Upcoming>()
            .AddScoped(provider => new ComingActions(provider.GetRequiredService<Upcoming>()))
            .AddScoped<Coverage>()
            .AddScoped<UpcomingMobilizations>()
            .AddScoped<ActionList>()
            .AddSingleton<PublicChanges>()
            .AddSingleton<SaveNotice>(provider => provider.GetRequiredService<PublicChanges>().Watch)
            .AddScoped(provider => new PublicActions(
                provider.GetRequiredService<BotDb>(), provider.GetRequiredService<Coverage>(), provider.GetRequiredService<ReadRoll>(),
                provider.GetRequiredService<MobilizationCalendar>(), provider.GetRequiredService<TimeProvider>()))
            .AddAnnouncing()
            .AddAnswering()
            .AddManaging()
            .AddNotices()
            .AddShifts()
            .AddMatching()
            .AddCheckIns()
            .AddCalendars()
            .AddPrivacy()
            .AddPickers();
    }

    private static IServiceCollection AddPickers(this IServiceCollection services) =>
        services
            .AddSuggester<ActionSuggester>()
            .AddSuggester<TemplateSuggester>()
            .AddSuggester<RoleSuggester>()
            .AddSuggester<ActionVerbSuggester>()
            .AddSuggester<ActionValueSuggester>();

    private static IServiceCollection AddAnnouncing(this IServiceCollection services) =>
        services
            .AddSingleton<WhenContexts>()
            .AddScoped<PingRoles>()
            .AddScoped<RequestedPicture>()
            .AddScoped<NewMobilization>()
            .AddScoped<CopyMobilization>()
            .AddScoped<PlanSeries>()
            .AddScoped<Drafts>()
            .AddScoped(s => new PreviewAnnouncement(
                s.GetRequiredService<BotDb>(), s.GetRequiredService<Templates>(), s.GetRequiredService<WhenContexts>(), s.GetRequiredService<Coverage>(),
                s.GetRequiredService<ManageActions>(), s.GetRequiredService<WriteTransaction>(), s.GetRequiredService<TimeProvider>()))
            .AddScoped<PublishMobilization>()
            .AddScoped<Templates>()
            .AddLoop<AnnouncePlanned>()
            .AddCommunityHousekeeper<RecheckTimes>()
            .AddHousekeeper<DeleteOldDrafts>()
            .AddCommunityHousekeeper<DeleteUnusedPictures>(canWait: true)
            .AddCommand<ActionsCommand>()
            .AddCommand<AnnounceCommand>()
            .AddChoices<DraftChoices>();

    private static IServiceCollection AddAnswering(this IServiceCollection services) =>
        services
            .AddSingleton<AnswerLine>()
            .AddScoped<AnswerRsvp>()
            .AddScoped<AnswerBatch>()
            .AddScoped<ReadRoll>()
            .AddScoped<SetAnswer>()
            .AddScoped<Promotion>()
            .AddScoped<Receipts>()
            .AddScoped<IPostReplies, RsvpReplies>()
            .AddLoop<ExpireOffers>()
            .AddCommand<RsvpCommand>()
            .AddChoices<RsvpChoices>()
            .AddChoices<ShowChoices>();

    private static IServiceCollection AddManaging(this IServiceCollection services) =>
        services
            .AddScoped<ManageActions>()
            .AddScoped<ChangeSeries>()
            .AddScoped<Descriptions>()
            .AddScoped<Appearance>()
            .AddScoped<Moving>()
            .AddScoped<Seating>()
            .AddScoped<Meeting>()
            .AddScoped<Broadcasting>()
            .AddScoped<Repeating>()
            .AddScoped<Overview>()
            .AddScoped<PeopleFigures>()
            .AddScoped<Codes>()
            .AddScoped<LinkAccounts>()
            .AddScoped<LinkedAccounts>()
            .AddScoped<AccountsLinked>(services => services.GetRequiredService<LinkedAccounts>().AreLinkedAsync)
            .AddCommand<ActionCommand>()
            .AddCommand<TemplatesCommand>()
            .AddCommand<LinkCommand>()
            .AddCommand<UnlinkCommand>()
            .AddCommand<CodeCommand>()
            .AddScoped<UseCode>()
            .AddChoices<LinkChoices>()
            .AddChoices<EraseChoices>()
            .AddChoices<ReadingChoices>()
            .AddChoices<ClockChoices>()
            .AddScoped<AskMeetingPoint>()
            .AddScoped<Roles>()
            .AddScoped<CoOrganizers>()
            .AddCommand<MeetCommand>()
            .AddChoices<MeetChoices>();

    private static IServiceCollection AddNotices(this IServiceCollection services) =>
        services
            .AddScoped<Reminders>()
            .AddScoped<TellChange>()
            .AddScoped<TellOrganizers>()
            .AddScoped<RefreshOne>()
            .AddScoped<RewritePosts>()
            .AddScoped<MessageToGoing>()
            .AddScoped<Contacts>()
            .AddScoped<DueNotes>()
            .AddScoped<TakeNote>()
            .AddLoop<RefreshMessages>()
            .AddLoop<SendReminders>()
            .AddLoop<SendNotes>()
            .AddChoices<RemindChoices>();

    private static IServiceCollection AddShifts(this IServiceCollection services) =>
        services
            .AddScoped<SwapShifts>()
            .AddScoped<ManageShifts>()
            .AddCommand<ShiftCommand>()
            .AddChoices<ShiftChoices>();

    private static IServiceCollection AddMatching(this IServiceCollection services) =>
        services
            .AddScoped<Matches>()
            .AddScoped<MatchReplies>()
            .AddScoped<ReportMatch>()
            .AddScoped<SwitchMatching>()
            .AddLoop<ExpireMatches>()
            .AddCommand<MatchCommand>()
            .AddChoices<MatchChoices>();

    private static IServiceCollection AddCheckIns(this IServiceCollection services) =>
        services
            .AddScoped<CheckInSteps>()
            .AddScoped<AgreeToCheckIn>()
            .AddScoped<MarkSafe>()
            .AddLoop<CheckInLoop>()
            .AddCommand<SafeCommand>()
            .AddChoices<CheckInChoices>()
            .AddChoices<SafeChoices>();

    private static IServiceCollection AddCalendars(this IServiceCollection services) =>
        services
            .AddScoped<MobilizationCalendar>()
            .AddCommand<CalendarCommand>();

    private static IServiceCollection AddPrivacy(this IServiceCollection services) =>
        services
            .AddSingleton<KeyStore>()
            .AddScoped<People>()
            .AddScoped<RemoveMobilization>()
            .AddScoped<PersonRows>()
            .AddScoped<ClockGuard>()
            .AddAlertSource<ClockAlerts>()
            .AddSingleton<GapCache>()
            .AddAlertSource<GapAlerts>()
            // A planned action of a series holds nobody's answers until it is announced, a week ahead.
            .AddQuota<Mobilization>(Quota.Actions, m => m.State == MobilizationState.Open || m.State == MobilizationState.Cancelled)
            .AddScoped<ICommunityErasure, EraseAnswers>()
            .AddScoped(scope => new ExportActions(scope.GetRequiredService<BotDb>()))
            .AddScoped<MergePeople>()
            .AddScoped<Scrub>()
            .AddScoped<ForgetPerson>()
            .AddScoped<MemberDepartures>()
            .AddScoped<MyData>()
            .AddCommunityHousekeeper<Shredder>()
            .AddHousekeeper<PurgeAddresses>()
            .AddHousekeeper<ShuffleRows>(canWait: true)
            .AddCommand<MyRsvpsCommand>()
            .AddCommand<MyDataCommand>()
            .AddCommand<ForgetMeCommand>()
            .AddChoices<HeldChoices>();
}
