using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Communities;

/// <summary>A place that the configuration names: it joins the first community.</summary>
public sealed record ConfiguredPlace(PlaceRef Place);
