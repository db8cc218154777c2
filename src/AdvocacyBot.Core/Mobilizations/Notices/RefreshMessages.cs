using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Counts;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Rewrites the public messages of mobilizations whose batch is due, where they no longer say what is so.</summary>
internal sealed class RefreshMessages(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RefreshMessages> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        db.Mobilizations.AcrossCommunities().Where(m => m.RefreshAt <= now).OrderBy(m => m.RefreshAt).Select(m => new DueMobilization(m.CommunityId, m.Id)).ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => db.Mobilizations.AcrossCommunities().MinAsync(m => m.RefreshAt, ct);

    protected override Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct) =>
        services.GetRequiredService<RefreshOne>().RunAsync(id, ct);
}

/// <summary>Rewrites the public messages of one mobilization and settles when they are due again.</summary>
internal sealed class RefreshOne(
    BotDb db, OutboxQueue outbox, MessageSubjects messages, Coverage coverage, PublishCounts publish, RewritePosts rewrite, ReaderLanguages readers, TimeProvider clock)
{
    public async Task RunAsync(long id, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        if (mobilization.RefreshAt > now)
            return;

        mobilization.RefreshLater(now);
        await publish.RunAsync(mobilization, ct);
        var roles = await coverage.PublishedAsync(id, ct);
        var (before, after) = (Shown.Read(mobilization.Shown), Shown.Of(mobilization, roles, now));
        if (after == before)
            return;

        mobilization.Shown = after.ToString();
        mobilization.Refreshes++;
        // A platform that limits edits keeps one in reserve for what people must know.
        var urgency = after.Lasting == before.Lasting ? Urgency.Routine : Urgency.Urgent;
        await RewriteAsync(mobilization, Announcement.SubjectOf(mobilization), language => Announcement.Write(mobilization, roles, language, now) with { Urgency = urgency }, ct);
        if (after.Lasting != before.Lasting)
        {
            await RewriteAsync(mobilization, Announcement.RepetitionOf(mobilization), language => Announcement.Repeat(mobilization, roles, language, now), ct);
            await rewrite.RunAsync(mobilization, roles, ct);
        }

        if (mobilization.State == MobilizationState.Shredded)
            await messages.ForgetAsync([mobilization.Subject, Announcement.SubjectOf(mobilization), Announcement.RepetitionOf(mobilization)], ct);
    }

    /// <summary>The newest first: they are what people see.</summary>
    private async Task RewriteAsync(Mobilization mobilization, string subject, Func<Language, Reply> write, CancellationToken ct)
    {
        var version = mobilization.Refreshes.ToString(CultureInfo.InvariantCulture);
        foreach (var message in (await messages.AboutAsync(subject, ct)).Reverse())
            outbox.Edit(message.MessageRef, readers.Write(message.MessageRef.Channel, message.Language, write), mobilization.Subject, version);
    }
}
