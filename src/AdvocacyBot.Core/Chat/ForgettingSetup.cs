using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Chat;

/// <summary>Registers what is deleted when a member asks to be forgotten.</summary>
public static class ForgettingSetup
{
    extension(IServiceCollection services)
    {
        /// <summary>For a singleton that holds something about members in memory only.</summary>
        public IServiceCollection AddForgetting<T>(Action<T, MemberRef> forget)
            where T : class =>
            services.AddForgetting<T>((memory, member, _) =>
            {
                forget(memory, member);
                return Task.CompletedTask;
            });

        /// <summary>For a singleton that stores something about members.</summary>
        public IServiceCollection AddForgetting<T>(Func<T, MemberRef, CancellationToken, Task> forget)
            where T : class =>
            services.AddSingleton<MemberForgotten>(provider => (member, ct) => forget(provider.GetRequiredService<T>(), member, ct));
    }
}
