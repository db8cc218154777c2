using AdvocacyBot.Core.Chat;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>One community on the stage: its places, and what others try to reach.</summary>
internal sealed class Side
{
    /// <summary>A word that stands in every text of the community and in no other text.</summary>
    public required string Marker { get; init; }

    public required FakeGuild Guild { get; init; }

    public required FakeChannel Channel { get; init; }

    /// <summary>Another channel of the same server.</summary>
    public required FakeChannel Second { get; init; }

    /// <summary>The role with the permission that makes an organizer.</summary>
    public required FakeRole Organizers { get; init; }

    /// <summary>A role that may be mentioned.</summary>
    public required FakeRole Mentionable { get; init; }

    public long Community { get; set; }

    /// <summary>What an attempt can aim at, by the names that stand in braces in the table; a missing one does not exist here.</summary>
    public Dictionary<string, string> Targets { get; } = new(StringComparer.Ordinal);

    public PlaceRef Place => new("discord", Guild.Id);

    public ChannelRef ChannelRef => new("discord", Channel.Id);

    /// <summary>Texts that must not reach anybody outside the community.</summary>
    public IEnumerable<string> Secrets => [Marker, Guild.Id, Channel.Id, Second.Id, .. Targets.Where(t => t.Key is "draft" or "code" or "link").Select(t => t.Value)];

    /// <summary>What somebody of this community can aim at, with their own things under names that begin with "own-".</summary>
    public Dictionary<string, string> With(IReadOnlyDictionary<string, string> targets) =>
        targets.Concat(Targets.Select(t => KeyValuePair.Create($"own-{t.Key}", t.Value))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Somebody new who organizes here.</summary>
    public Person NewOrganizer() => Admit(new Person { Roles = [Organizers.Id], Permissions = Organizers.Permissions });

    /// <summary>Somebody new without rights here.</summary>
    public Person NewMember() => Admit(new Person());

    /// <summary>Lets a person of another server join this one, without rights.</summary>
    public Person Admit(Person person, IReadOnlyList<string>? roles = null)
    {
        lock (Guild.Members)
            Guild.Members[person.Id] = roles ?? person.Roles;
        return person;
    }
}
