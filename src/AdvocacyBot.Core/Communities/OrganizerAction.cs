using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// What the organizer of the present scope is doing, to be written to the organizer log in the transaction that does it. A
/// command that changes nothing leaves no entry.
/// </summary>
public sealed class OrganizerAction(BotDb db, MasterKey master, TimeProvider clock)
{
    private const string Purpose = "organizer-log";
    private Intent? intent;
    private string what = "";

    /// <summary>Names the action; nothing is written yet.</summary>
    public void Begin(Intent by, string what) => (intent, this.what) = (by, what);

    /// <summary>Adds the entry to the present transaction; a no-op if no organizer acts.</summary>
    public void Record()
    {
        if (intent is null)
            return;

        var key = master.Derive(Purpose);
        db.OrganizerLog.Add(new OrganizerLogEntry
        {
            At = clock.UtcNow,
            Platform = intent.Member.Platform,
            Place = intent.Place?.Id,
            Organizer = Sealing.Seal(key, intent.Member.Id, Purpose),
            What = what,
        });
    }

    /// <summary>Who made an entry.</summary>
    public MemberRef WhoMade(OrganizerLogEntry entry) =>
        new(entry.Platform, Encoding.UTF8.GetString(Sealing.Open(master.Derive(Purpose), entry.Organizer, Purpose)));
}
