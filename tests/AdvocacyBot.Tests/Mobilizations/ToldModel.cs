using System.Globalization;
using AdvocacyBot.Core.Mobilizations;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// A simple model of who is told what: one channel and some people, who may have asked for private messages. It knows nothing of
/// rows, deliveries and loops. A message is written as "who kind title start".
/// </summary>
internal sealed class ToldModel
{
    public const string Channel = "channel";
    /// <summary>How long an action is taken to last.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromHours(2);

    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(2);
    private readonly List<ModelledAction> actions = [];
    private DateTime lastLook;

    public IReadOnlyList<ModelledAction> Actions => actions;

    public void Announce(string title, DateTime start)
    {
        var action = new ModelledAction(title, start);
        action.Waiting.Add(new WaitingMessage(Channel, "announced", DateTime.MaxValue));
        actions.Add(action);
    }

    public static void Move(ModelledAction action, DateTime start, DateTime now)
    {
        action.Start = start;
        action.Forget("reminder");
        Change(action, "moved", now);
    }

    public static void Cancel(ModelledAction action, DateTime now)
    {
        action.IsCancelled = true;
        action.Forget("reminder");
        Change(action, "cancelled", now);
    }

    public static void Remind(ModelledAction action, IReadOnlyList<int> hours)
    {
        action.Hours = hours;
        action.Forget("reminder");
    }

    public static void Answer(ModelledAction action, string person, Answer answer)
    {
        action.Answers[person] = answer;
        if (answer == Core.Mobilizations.Answer.No)
            Unsubscribe(action, person);
    }

    /// <summary>Asks for private reminders: they are confirmed, unless none is to come.</summary>
    public static void Subscribe(ModelledAction action, string person, DateTime now)
    {
        if (action.Answers.GetValueOrDefault(person, Core.Mobilizations.Answer.No) == Core.Mobilizations.Answer.No)
            return;
        action.Waiting.RemoveAll(m => m.Who == person && (m.Kind == "reminder" || m.Kind == "consent"));
        if (action.DueTimes.Where(due => due > now).Order().Cast<DateTime?>().FirstOrDefault() is not { } next)
            return;
        action.Subscribers.Add(person);
        action.Waiting.Add(new WaitingMessage(person, "consent", next));
    }

    public static void Unsubscribe(ModelledAction action, string person)
    {
        action.Subscribers.Remove(person);
        action.Waiting.RemoveAll(m => m.Who == person);
    }

    /// <summary>The bot looks at the clock: what became due since is told, if the platform is there, once and in its latest form.</summary>
    public IReadOnlyList<string> Look(DateTime now, bool isPlatformThere)
    {
        foreach (var action in actions.Where(a => !a.IsCancelled && now < a.Start && a.DueTimes.Any(due => due > lastLook && due <= now)))
        {
            var expires = action.DueTimes.Where(due => due > now).Append(action.Start).Min();
            action.Forget("reminder");
            action.Waiting.Add(new WaitingMessage(Channel, "reminder", expires));
            action.Waiting.AddRange(action.Subscribers.Select(person => new WaitingMessage(person, "reminder", expires)));
        }

        lastLook = now;
        var told = new List<string>();
        foreach (var action in actions)
        {
            action.Waiting.RemoveAll(m => m.Expires <= now || (m.Who != Channel && action.Start <= now) || (m.Kind is "announced" or "moved" && action.Start + Length <= now));
            if (!isPlatformThere)
                continue;
            told.AddRange(action.Waiting.Select(m => Write(m.Who, m.Kind, action.Title, action.Start)));
            action.Waiting.Clear();
        }

        return told;
    }

    public static string Write(string who, string kind, string title, DateTime start) =>
        string.Create(CultureInfo.InvariantCulture, $"{who} {kind} {title} {start:yyyy-MM-dd HH:mm}");

    private static void Change(ModelledAction action, string kind, DateTime now)
    {
        action.Forget("moved");
        action.Waiting.Add(new WaitingMessage(Channel, kind, DateTime.MaxValue));
        action.Waiting.AddRange(action.Subscribers.Select(person => new WaitingMessage(person, kind, now + MaxDelay)));
        if (kind == "cancelled")
            action.Subscribers.Clear();
    }
}

/// <summary>An action as the model knows it.</summary>
internal sealed class ModelledAction(string title, DateTime start)
{
    public string Title { get; set; } = title;

    public DateTime Start { get; set; } = start;

    public bool IsCancelled { get; set; }

    /// <summary>Hours before the start at which people are reminded.</summary>
    public IReadOnlyList<int> Hours { get; set; } = [24, 2];

    public Dictionary<string, Answer> Answers { get; } = [];

    /// <summary>Who has asked for private reminders.</summary>
    public SortedSet<string> Subscribers { get; } = new(StringComparer.Ordinal);

    /// <summary>What is still to be told.</summary>
    public List<WaitingMessage> Waiting { get; } = [];

    public IEnumerable<DateTime> DueTimes => Hours.Select(DueOf);

    public void Forget(string kind) => Waiting.RemoveAll(m => m.Kind == kind);

    /// <summary>So many hours before, in UTC as these actions are; from the night (22:00 to 7:00) to its morning if that is early enough, else to its evening.</summary>
    private DateTime DueOf(int hours)
    {
        var due = Start.AddHours(-hours);
        if (due.TimeOfDay >= TimeSpan.FromHours(7) && due.TimeOfDay <= TimeSpan.FromHours(22))
            return due;

        var morning = due.TimeOfDay < TimeSpan.FromHours(7) ? due.Date.AddHours(7) : due.Date.AddDays(1).AddHours(7);
        return (Start - morning).TotalHours >= hours / 2.0 ? morning : morning.AddHours(-9);
    }
}

/// <param name="Expires">When it is too late to be told.</param>
internal sealed record WaitingMessage(string Who, string Kind, DateTime Expires);
