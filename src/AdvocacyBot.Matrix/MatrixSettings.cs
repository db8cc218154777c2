using System.ComponentModel.DataAnnotations;
using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Matrix;

/// <summary>The section <c>Matrix</c>.</summary>
public sealed record MatrixSettings : ISettingsSection, IValidatableObject
{
    public static string Section => "Matrix";

    /// <summary>The homeserver's address or its bare name, which is then looked up; Matrix is off without it.</summary>
    [HomeserverSetting]
    public string Homeserver { get; set; } = "";

    /// <summary>The bot's account; required with a password. Without a password and a token, the bot signs in by a link that it logs.</summary>
    [MatrixUserSetting]
    public string User { get; set; } = "";

    /// <summary>The account's password.</summary>
    [SecretSetting("/run/secrets/matrix-password")]
    public string Password { get; set; } = "";

    /// <summary>An access token, used instead of the password.</summary>
    [SecretSetting("/run/secrets/matrix-access-token", IsOneWord = true)]
    public string AccessToken { get; set; } = "";

    /// <summary>The recovery key of the account's encryption identity, if another client made it.</summary>
    [SecretSetting("/run/secrets/matrix-recovery-key")]
    public string RecoveryKey { get; set; } = "";

    /// <summary>Whether the conversations that the bot opens are encrypted.</summary>
    public bool EncryptConversations { get; set; } = true;

    /// <summary>Whether devices that their owners have not verified may read encrypted messages. For a transition only.</summary>
    public bool AllowUnsignedDevices { get; set; }

    /// <summary>Rooms of the first community, by their ids (<c>!abc:example.org</c>) or aliases (<c>#actions:example.org</c>). Others join with a code.</summary>
    [RoomSetting]
    public IReadOnlyList<string> Rooms { get; set; } = [];

    /// <summary>Who may invite the bot: people (<c>@ana:example.org</c>) or whole servers (<c>example.org</c>).</summary>
    [InviterSetting]
    public IReadOnlyList<string> AllowedInviters { get; set; } = [];

    /// <summary>The power level from which members of a room are organizers there.</summary>
    [NumberSetting(1, 1_000_000, "50")]
    public long OrganizerPowerLevel { get; set; } = 50;

    /// <summary>What a command begins with.</summary>
    [PrefixSetting]
    public string Prefix { get; set; } = "!";

    /// <summary>Whether the bot connects to Matrix.</summary>
    public bool IsOn => Homeserver.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && AccessToken.Length == 0 && Password.Length > 0 && User.Length == 0)
            yield return new ValidationResult("Matrix:Password is set, but not the account; set Matrix:User as well, for example Matrix__User=@advocacybot:example.org.");
    }

    /// <summary>Without secrets.</summary>
    public override string ToString() => $"{User} on {Homeserver}";
}

/// <summary>Validates <see cref="MatrixSettings"/>.</summary>
[OptionsValidator]
public sealed partial class MatrixSettingsValidator : IValidateOptions<MatrixSettings>;
