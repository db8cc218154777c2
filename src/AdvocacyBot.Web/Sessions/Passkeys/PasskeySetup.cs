using AdvocacyBot.Core.Chat;
using Microsoft.AspNetCore.Identity;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>Registers passkeys: Identity's handler on the bot's own store.</summary>
internal static class PasskeySetup
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<PasskeyUser>();
        return services
            .AddSingleton<PasskeyTable>()
            .AddSingleton<PasskeyData>()
            .AddSingleton<MemberDescribed>(provider => provider.GetRequiredService<PasskeyData>().DescribeAsync)
            .AddForgetting<PasskeyData>((data, member, ct) => data.ForgetAsync(member, ct))
            .AddSingleton<PasskeyChallenges>()
            .AddScoped<IUserStore<PasskeyUser>, PasskeyStore>()
            .AddScoped<IPasskeyHandler<PasskeyUser>, PasskeyHandler<PasskeyUser>>()
            .AddScoped<PasskeySignIn>()
            // A passkey has to name its owner by itself, because nobody types a name.
            .Configure<IdentityPasskeyOptions>(options => (options.ResidentKeyRequirement, options.UserVerificationRequirement) = ("required", "required"));
    }
}
