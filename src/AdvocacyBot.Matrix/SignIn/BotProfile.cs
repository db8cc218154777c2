using AdvocacyBot.Core;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>Gives an account without a name or picture those of the bot. What a person has set stays.</summary>
internal sealed partial class BotProfile(MatrixApi api, BotSettings bot, ILogger<BotProfile> logger)
{
    /// <returns>The name that clients show; null if it has none.</returns>
    public async Task<string?> CompleteAsync(string me, CancellationToken ct)
    {
        string? name = null;
        try
        {
            var profile = await FindAsync(me, ct);
            name = profile?.Displayname;
            // Homeservers give new accounts their local part as a name.
            if (string.IsNullOrWhiteSpace(name) || name == UserIds.LocalPartOf(me))
            {
                await api.SetDisplayNameAsync(me, bot.Name, ct);
                name = bot.Name;
            }

            if (string.IsNullOrEmpty(profile?.AvatarUrl))
                await api.SetAvatarAsync(me, await api.UploadAsync("avatar.png", new RequestBody(Picture(), "image/png"), ct), ct);
        }
        catch (MatrixException e) when (!e.IsUnknownToken)
        {
            LogNotSet(logger, e.Message);
        }

        return name;
    }

    private async Task<Profile?> FindAsync(string me, CancellationToken ct)
    {
        try
        {
            return await api.ProfileAsync(me, ct);
        }
        catch (MatrixException e) when (e.IsMissing)
        {
            return null;
        }
    }

    private static byte[] Picture()
    {
        using var stream = typeof(BotProfile).Assembly.GetManifestResourceStream("avatar.png")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: the account's name and picture could not be set: {Reason}")]
    private static partial void LogNotSet(ILogger logger, string reason);
}
