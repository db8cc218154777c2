using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// The community in the id of a choice, as in <c>rsvp:c2.7:going</c>: where a message may be read in a direct conversation, a number
/// alone does not say to which community it belongs. The choices of the first community have no mark, as before there were others. Pure.
/// </summary>
public static class CommunityMark
{
    /// <summary>Marks the choices of a reply.</summary>
    public static Reply Add(Reply reply, long community) =>
        (reply.Choices.Count == 0 && reply.Menus.Count == 0) || community == Community.FirstId
            ? reply
            : reply with
            {
                Choices = Add(reply.Choices, community),
                Menus = [.. reply.Menus.Select(m => m with { Id = Add(m.Id, community), Choices = Add(m.Choices, community) })],
            };

    /// <summary>Takes the mark off a choice.</summary>
    /// <returns>The choice without it and the community, which is null if there is no mark.</returns>
    public static (ChoiceBody Choice, long? Community) Remove(ChoiceBody choice)
    {
        if (choice.ChoiceId.Split(':') is not [var kind, var first, .. var rest] || !first.StartsWith('c') || first.Split('.', 2) is not [var mark, var value]
            || !long.TryParse(mark.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var community))
            return (choice, null);
        return (choice with { ChoiceId = string.Join(':', [kind, value, .. rest]) }, community);
    }

    private static List<Choice> Add(IReadOnlyList<Choice> choices, long community) => [.. choices.Select(c => c with { Id = Add(c.Id, community) })];

    private static string Add(string id, long community) => id.Split(':') is [var kind, var first, .. var rest]
        ? string.Join(':', [kind, string.Create(CultureInfo.InvariantCulture, $"c{community}.{first}"), .. rest])
        : id;
}
