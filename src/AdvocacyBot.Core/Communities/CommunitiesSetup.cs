using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities.Appearance;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Core.Communities;

internal static class CommunitiesSetup
{
    public static IServiceCollection AddCommunities(this IServiceCollection services)
    {
        services.TryAddSingleton(new PublicSite(Address: null));
        return services
            .AddSingleton<MasterKey>()
            .AddSingleton<DirectCommunities>()
            .AddForgetting<DirectCommunities>((memory, member) => memory.Forget(member))
            .AddScoped<AdoptedPlaces>()
            .AddScoped<CommunityOfIntent>()
            .AddScoped<EveryCommunity>()
            .AddScoped<Membership>()
            .AddScoped<ChannelOwner>()
            .AddScoped<CommunityName>()
            .AddScoped<GroupAppearances>()
            .AddScoped<TwoPeople>()
            .AddScoped<OwnChannels>()
            .AddScoped<DefaultChannels>()
            .AddSingleton<OrganizerRoles>()
            .AddScoped<FirstCommunity>()
            .AddSingleton<JoinAttempts>()
            .AddLoop<AdoptPlaces>()
            .AddHousekeeper<LeaveStrangers>(canWait: true)
            .AddSingleton<Suspensions>()
            .AddScoped<CommunityHosting>()
            .AddSingleton<Quotas>()
            .AddSingleton<SaveCheck>(provider => provider.GetRequiredService<Quotas>().CheckAsync)
            .AddScoped<EraseCommunity>()
            .AddHousekeeper<EraseCommunities>()
            .AddScoped<OrganizerAction>()
            .AddScoped<OrganizerList>()
            .AddHousekeeper<DeleteOldLogEntries>();
    }
}
