using System.Globalization;

namespace AdvocacyBot.Tests.Communities;

/// <summary>Random commands of a community's people, from a seed: the same seed gives the same commands.</summary>
internal sealed class RandomWords(Random random, string community)
{
    private const int MaxNumber = 4;
    private int titles;

    /// <param name="Text">What is said; <c>publish</c> presses the first button below the latest preview.</param>
    /// <param name="Member">Who; null for an organizer.</param>
    public sealed record Said(string Text, string? Member);

    public Said Next() => random.Next(3) == 0 ? new Said(Order(), null) : new Said(Wish(), $"{community}-{random.Next(4)}");

    private string Order() => Pick(
        $"announce \"{community} {++titles}\" {random.Next(1, 28)} May 2099 7am at \"{community} square\" capacity {random.Next(1, 5)}",
        "publish",
        "publish",
        $"action {Number} capacity {random.Next(1, 9)}",
        $"action {Number} say {community} says hello",
        $"action {Number} move 3 June 2099 8am",
        $"action {Number} place {community} hall",
        $"action {Number} cancel",
        $"action {Number} reveal \"{community} corner\"",
        $"action {Number} template {community}",
        $"announce template {community} 5 May 2099 7am",
        $"feeds pause {Number}",
        $"feeds resume {Number}",
        $"feeds filter {Number} article",
        $"feeds hold on {Number}",
        $"feeds hold off {Number}",
        $"feeds remove {Number}",
        $"feeds language {Number} fr",
        "articles held",
        $"language {Pick("en", "fr")}",
        "places code",
        "log",
        $"fact propose topic: {community}-trips; when: {random.Next(2000, 2020)}; value: {random.Next(99)}; source: {community}-report",
        $"fact edit F-000{random.Next(1, 4)} value: {random.Next(99)}",
        $"fact approve F-000{random.Next(1, 4)} {random.Next(1, 3)}",
        "fact queue");

    private string Wish() => Pick(
        $"rsvp {Number} going",
        $"rsvp {Number} going +{random.Next(1, 3)}",
        $"rsvp {Number} maybe",
        $"rsvp {Number} no",
        $"match {Number} ride-seek {community}-contact",
        $"match {Number} ride-offer {community}-contact",
        "actions",
        $"action {Number}",
        $"meet {Number}",
        $"calendar {Number}",
        "my rsvps",
        "my data",
        "forget me",
        "articles latest",
        "articles search article",
        "feeds list",
        $"ask {community} trips {random.Next(2000, 2020)}",
        $"card F-000{random.Next(1, 4)}",
        "what is this",
        "help");

    private string Number => random.Next(1, MaxNumber + 1).ToString(CultureInfo.InvariantCulture);

    private string Pick(params ReadOnlySpan<string> all) => all[random.Next(all.Length)];
}
