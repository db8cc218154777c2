using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>A command's behaviour beside its <see cref="CommandSpec"/>; made anew in one scope for each intent.</summary>
public interface ICommand
{
    static abstract CommandSpec Spec { get; }

    Task<Reply> RunAsync(Request request, CancellationToken ct);
}

/// <summary>Handles the choices whose id begins with <see cref="Prefix"/> and a colon.</summary>
public interface IChoiceHandler
{
    static abstract string Prefix { get; }

    /// <summary>Whether the organizer log records its use by an organizer; see <see cref="CommandSpec.IsOrganizing"/>.</summary>
    static virtual bool IsOrganizing => false;

    /// <param name="request">Its options are empty.</param>
    /// <param name="parts">The id's parts after the prefix; whoever made them may have forged them.</param>
    /// <param name="ct">Cancels.</param>
    Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct);

    /// <summary>
    /// The member takes back a choice made earlier. It has an effect only where that choice is what still counts: who has
    /// chosen otherwise since, here or elsewhere, has not changed their mind about that. <see cref="Reply.Nothing"/> where
    /// there is nothing to tell.
    /// </summary>
    Task<Reply> TakeBackAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        Task.FromResult(Reply.Nothing(request.Language));
}

/// <summary>Offers values for an option while a person types it; only values that exist.</summary>
public interface IOptionSuggester
{
    /// <summary>The command and option whose values it knows, as <c>ask.question</c>.</summary>
    static abstract string Option { get; }

    /// <summary>Further options with the same values.</summary>
    static virtual IReadOnlyList<string> OtherOptions => [];

    /// <param name="request">With the options filled in so far.</param>
    /// <param name="typed">What is typed so far.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>At most <see cref="SuggestedValue.MaxCount"/> values, best first, within 10 ms.</returns>
    Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct);
}

/// <summary>An intent that has been read: who asks, in which language the answer is due, and the command's options.</summary>
/// <param name="Intent">As the platform gave it.</param>
/// <param name="Language">The member's, else the channel's, else the bot's.</param>
/// <param name="Options">By the options' code names.</param>
public sealed record Request(Intent Intent, Language Language, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The community that the member asks in.</summary>
    public long Community { get; init; }

    /// <summary>Whether the member organizes that community, as its own places say.</summary>
    public bool IsOrganizer { get; init; }

    /// <summary>An option's value, or null if it is not given.</summary>
    public string? this[string option] => Options.GetValueOrDefault(option);

    /// <summary>A required option's value: the router has made sure of it.</summary>
    public string Required(string option) => Options[option];

    /// <summary>A whole number: the router has made sure of its form.</summary>
    public int? Number(string option) => this[option] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
