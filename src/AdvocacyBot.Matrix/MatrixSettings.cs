using Microsoft.Extensions.Configuration;

namespace AdvocacyBot.Matrix;

/// <summary>How the bot is reached on Matrix; the section <c>Matrix</c> of the settings.</summary>
public sealed class MatrixSettings
{
    /// <summary>The homeserver's address, such as <c>https://matrix.example.org</c>, or its bare name, which is then looked up.</summary>
    public string Homeserver { get; set; } = "";

    /// <summary>The bot's account, such as <c>@advocacybot:example.org</c>; needed beside a password.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password; from the environment or user-secrets only.</summary>
    public string Password { get; set; } = "";

    /// <summary>An access token in place of the password; from the environment or user-secrets only.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>Who may bring the bot into rooms: people (<c>@ana:example.org</c>) or whole servers (<c>example.org</c>).</summary>
    public IReadOnlyList<string> AllowedInviters { get; set; } = [];

    /// <summary>From which power level in a room somebody counts as an organizer there.</summary>
    public long OrganizerPowerLevel { get; set; } = 50;

    /// <summary>What a command begins with.</summary>
    public string Prefix { get; set; } = "!";

    /// <summary>What has to be mended before the bot can be started with these settings; null where nothing has.</summary>
    public string? Problem => this switch
    {
        { Homeserver: "" } => "Set Matrix__Homeserver to your homeserver's address, such as https://matrix.example.org.",
        { AccessToken: "", Password: "" } => "Set Matrix__Password (with Matrix__User) or Matrix__AccessToken in the environment.",
        { AccessToken: "", User: "" } => "Set Matrix__User to the bot's account, such as @advocacybot:example.org.",
        { Prefix: "" } => "Set Matrix__Prefix to what commands begin with, such as an exclamation mark.",
        _ => null,
    };

    /// <summary>Reads the section <c>Matrix</c>; null where no homeserver is set, which is to say that Matrix is off.</summary>
    public static MatrixSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Matrix");
        var settings = section.Get<MatrixSettings>() ?? new MatrixSettings();
        settings.AllowedInviters = InvitersIn(section.GetSection(nameof(AllowedInviters)));
        return settings.Homeserver.Length > 0 ? settings : null;
    }

    /// <summary>As a list in a file, or in one line of the environment with commas.</summary>
    private static IReadOnlyList<string> InvitersIn(IConfigurationSection section) =>
    [
        .. section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    /// <summary>Names no secret, wherever it may be printed.</summary>
    public override string ToString() => $"{User} on {Homeserver}";
}
