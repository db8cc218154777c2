using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Store;

/// <summary>Creates scopes that serve one community.</summary>
public static class CommunityScopes
{
    /// <summary>A new scope that has entered a community, or <see cref="CommunityScope.Shared"/>.</summary>
    public static AsyncServiceScope CreateScopeOf(this IServiceScopeFactory scopes, long community)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community);
        return scope;
    }

    /// <inheritdoc cref="CreateScopeOf(IServiceScopeFactory, long)"/>
    public static AsyncServiceScope CreateScopeOf(this IServiceProvider services, long community) =>
        services.GetRequiredService<IServiceScopeFactory>().CreateScopeOf(community);
}
