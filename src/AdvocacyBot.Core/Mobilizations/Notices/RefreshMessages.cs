using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Rewrites the public messages of mobilizations whose batch is due, where they no longer say what is so.</summary>
internal sealed class RefreshMessages(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RefreshMessages> logger) : Loop(clock, logger)
{
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<BotDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Mobilizations.Where(m => m.RefreshAt <= now).OrderBy(m => m.RefreshAt).Select(m => m.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            await services.GetRequiredService<WriteTransaction>().RunAsync(
                Subject.Of("mobilization", id), inner => services.GetRequiredService<RefreshOne>().RunAsync(id, inner), ct);
        }

        return due.Count > 0 ? now : await db.Mobilizations.MinAsync(m => m.RefreshAt, ct);
    }
}

/// <summary>Rewrites the public messages of one mobilization and settles when they are due again.</summary>
internal sealed class RefreshOne(BotDb db, OutboxQueue outbox, MessageSubjects messages, Coverage coverage, TimeProvider clock)
{
    public async Task RunAsync(long id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        await db.Entry(mobilization).ReloadAsync(ct);
        if (mobilization.RefreshAt > now)
            return;

        mobilization.RefreshLater(now);
        var roles = await coverage.OfAsync(id, ct);
        var shown = Digest(Announcement.Write(mobilization, roles, Language.English, now));
        if (shown == mobilization.Shown)
            return;

        mobilization.Shown = shown;
        mobilization.Refreshes++;
        foreach (var message in await messages.AboutAsync(Announcement.SubjectOf(mobilization), ct))
        {
            outbox.Edit(
                message.MessageRef, Announcement.Write(mobilization, roles, message.Language, now), mobilization.Subject,
                mobilization.Refreshes.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Digest(Reply reply) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ReplyJson.Write(reply))));
}
