using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>An organizer confirms the time after the clock has jumped: <c>clock:confirm</c>.</summary>
internal sealed class ClockChoices(EventInbox inbox, ClockGuard guard) : IChoiceHandler
{
    public static string Prefix => "clock";

    public static bool IsOrganizing => true;

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not ["confirm"] || !request.IsOrganizer)
            return Receipt.Problem(request.Language, "manage.organizers");

        return await inbox.OnceAsync(
            request.Intent,
            "clock",
            async inner =>
            {
                await guard.ConfirmAsync(inner);
                return Receipt.Problem(request.Language, "clock.confirmed");
            },
            _ => Task.FromResult(Receipt.Problem(request.Language, "clock.confirmed")),
            ct);
    }
}
