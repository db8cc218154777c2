namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>Choices of whoever runs the bot.</summary>
/// <param name="AllowUnsignedDevices">
/// Share keys with, and read from, devices that their owner has not signed. The specification advises against it (Recommended client
/// behaviour): a homeserver can add such a device to any account. For a transition only.
/// </param>
public sealed record MachineOptions(bool AllowUnsignedDevices = false);
