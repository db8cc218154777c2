using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>The permissions' names in Discord's settings, in the reader's language.</summary>
internal static class PermissionNames
{
    private static readonly Dictionary<ulong, string> Keys = new()
    {
        [Permissions.ViewChannel] = "permission.view",
        [Permissions.SendMessages] = "permission.send",
        [Permissions.EmbedLinks] = "permission.embed",
        [Permissions.AttachFiles] = "permission.attach",
        [Permissions.ReadMessageHistory] = "permission.history",
        [Permissions.SendMessagesInThreads] = "permission.threads",
        [Permissions.CreatePublicThreads] = "permission.createthreads",
        [Permissions.MentionEveryone] = "permission.mention",
        [Permissions.ManageThreads] = "permission.managethreads",
        [Permissions.ManageEvents] = "permission.manageevents",
        [Permissions.CreateEvents] = "permission.createevents",
    };

    public static string Of(ulong permission, Language language) => DiscordTexts.All[language, Keys[permission]];
}
