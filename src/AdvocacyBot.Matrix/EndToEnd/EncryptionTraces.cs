using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Matrix.Encryption.Machine;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>What encrypting for a member leaves with the bot: their devices and the keys shared with these.</summary>
internal sealed class EncryptionTraces(EncryptionDevice device)
{
    /// <returns>Null if there is nothing.</returns>
    public string? Describe(MemberRef member, Language language) =>
        member.Platform == MatrixPlatform.PlatformName && device.Machine?.Knows(member.Id) == true ? MatrixTexts.All[language, "data.devices"] : null;

    /// <summary>Deletes it. In rooms that the member stays in, it starts again with the next message.</summary>
    public Task ForgetAsync(MemberRef member, CancellationToken ct) => member.Platform == MatrixPlatform.PlatformName
        ? device.StepStoredAsync(new MachineInput.UserForgotten(member.Id), ct)
        : Task.CompletedTask;
}
