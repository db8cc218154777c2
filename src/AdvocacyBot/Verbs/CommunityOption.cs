using System.CommandLine;

namespace AdvocacyBot.Verbs;

/// <summary>The option <c>--community</c> of verbs that work on one community's data.</summary>
internal static class CommunityOption
{
    public static Option<string?> Make() => new("--community") { Description = "The short name of the community; without it, the first one." };
}
