using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Alerts;

/// <summary>
/// Posts one sentence in the channels that a community has chosen for alerts, for what happens once and does not last. It goes to the
/// platforms directly, so that what it says about a person is not stored. The same key shows it once.
/// </summary>
/// <returns>Whether it was posted anywhere.</returns>
public delegate Task<bool> AlertPoster(long community, string key, Func<Language, string> write, CancellationToken ct);
