using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Platforms;

/// <summary>Shows how a reply will look on a platform, by the renderer with which the platform sends it.</summary>
/// <param name="Label">The platform's name, such as Discord.</param>
/// <param name="Write">Writes a reply as HTML without scripts, styles or addresses that the browser would load. Pure.</param>
public sealed record ReplyPreview(string Label, Func<Reply, string> Write);
