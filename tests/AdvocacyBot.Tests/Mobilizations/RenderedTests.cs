using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.Matrix.Sending;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// What people read, as each platform shows it, in files that are read as prose and compared to the letter. After a wanted
/// change, set ADVOCACYBOT_WRITE_SAMPLES, run the test and read the difference.
/// </summary>
public sealed class RenderedTests
{
    private static readonly DateTime Now = new(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("announcement")]
    [InlineData("receipt")]
    [InlineData("waitlist")]
    [InlineData("reminder")]
    [InlineData("cancellation")]
    public void Messages_read_well_in_three_languages_on_all_platforms(string what)
    {
        var text = string.Join('\n', LanguageNames.All.Select(language => Render(language, Write(what, language)))) + "\n";
        var file = Path.Combine(Folder(), $"{what}.txt");
        if (Environment.GetEnvironmentVariable("ADVOCACYBOT_WRITE_SAMPLES") is { Length: > 0 })
            File.WriteAllText(file, text);

        Assert.Equal(File.ReadAllText(file), text);
    }

    private static Reply Write(string what, Language language)
    {
        var mobilization = Sample();
        var going = new Rsvp { MobilizationId = 7, Person = "", Answer = Answer.Going, Party = 3 };
        switch (what)
        {
            case "announcement":
                return Announcement.Write(mobilization, [new SlotCover(new RoleSlot { MobilizationId = 7, Name = "medic", Needed = 2 }, 1)], language, Now);
            case "receipt":
                return Receipt.Write(new ReceiptState(mobilization, going, []), language);
            case "waitlist":
                going.Answer = Answer.Waiting;
                return Receipt.Write(new ReceiptState(mobilization, going, []), language);
            case "reminder":
                return Reminders.Write(mobilization, [], language, Now);
            default:
                (mobilization.State, mobilization.CancelledAt) = (MobilizationState.Cancelled, Now);
                var note = new PrivateNote
                {
                    MobilizationId = 7,
                    Person = "",
                    Kind = PrivateNoteKind.Cancelled,
                    Version = 2,
                    DueAt = Now,
                    ExpiresAt = Now,
                };
                return NoteText.Write(note, mobilization, null, [], language, Now);
        }
    }

    private static string Render(Language language, Reply reply) => string.Join(
        '\n',
        $"=== {language.Code}, plain text",
        PlainText.Write(reply),
        string.Join(" | ", reply.Choices.Select(c => c.Selected ? $"[{c.Label}]" : c.Label)),
        $"=== {language.Code}, Discord",
        JsonSerializer.SerializeToNode(DiscordRenderer.Single(reply), DiscordJson.Default.MessagePayload)!.ToJsonString(Readable),
        $"=== {language.Code}, Matrix",
        MessageContent.Write(reply, "key").ToJsonString(Readable));

    private static Mobilization Sample() => new()
    {
        Id = 7,
        Title = "March for water",
        LocalStart = "2026-05-31T07:00",
        Zone = "America/Toronto",
        StartsAt = new(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc),
        EndsAt = new(2026, 5, 31, 13, 0, 0, DateTimeKind.Utc),
        ShredAt = new(2026, 6, 2, 13, 0, 0, DateTimeKind.Utc),
        Place = "City Hall",
        Hotline = "555 0100",
        Capacity = 40,
        SeatsTaken = 12,
        PublishedGoing = 10,
        PublishedTaken = 12,
        KeyId = "",
        Number = 7,
        CalendarUid = "",
    };

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Samples");
}
