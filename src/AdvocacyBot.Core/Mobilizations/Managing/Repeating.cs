using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Makes further mobilizations like one: at another time, every week, or later by a template's name.</summary>
internal sealed class Repeating(
    BotDb db, Templates templates, CopyMobilization copyOne, PublishMobilization publish, PlanSeries series, WhenContexts contexts, IDateTimeZoneProvider zones)
{
    public async Task<Reply> TemplateAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Trim() is not { Length: > 0 and <= 40 } name)
            return wish.Tell("manage.value");

        await templates.SaveAsync(name, Templates.OptionsOf(wish.Mobilization, await RolesAsync(wish, ct)), ct);
        return wish.Tell("template.saved", name);
    }

    public async Task<Reply> CopyAsync(ManageWish wish, CancellationToken ct)
    {
        var context = contexts.Now(wish.Mobilization.Zone);
        var read = WhenReader.Read(wish.Value, context, wish.Language);
        if (read.Reading is not { } when)
            return Reply.Tell(wish.Language, WhenProblems.WriteWithReadings(read, context.Zone, wish.Language));

        var copy = await copyOne.RunAsync(wish.Mobilization, when.Start, when.Lasts ?? wish.Mobilization.Lasts, ct);
        await publish.RunAsync(copy, ct);
        return DraftReplies.Published(copy, wish.Language);
    }

    /// <summary>At the same time by the clock each week, whatever the clocks do; each announced a week ahead, under a key of its own.</summary>
    public async Task<Reply> WeeklyAsync(ManageWish wish, CancellationToken ct)
    {
        if (!int.TryParse(wish.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) || weeks is < 1 or > PlanSeries.MaxCount)
            return wish.Tell("manage.weekly", PlanSeries.MaxCount);

        var numbers = new List<string>();
        var start = wish.Mobilization.Local(zones);
        for (var week = 1; week <= weeks; week++)
        {
            if (await series.PlanAsync(wish.Mobilization, start.Local.Date.PlusWeeks(week), ct) is { } planned)
                numbers.Add(RsvpChoices.Write(planned.Number));
        }

        var language = wish.Language;
        return numbers.Count == 0
            ? wish.Tell("manage.series.all")
            : Reply.Tell(language, MobilizationTexts.All.FormatCount(
                language, "manage.series", numbers.Count, numbers.Count, ListText.And(numbers, language), DurationText.Days(PlanSeries.DaysAhead, language)));
    }

    private Task<List<RoleSlot>> RolesAsync(ManageWish wish, CancellationToken ct) =>
        db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == wish.Mobilization.Id).OrderBy(s => s.Id).ToListAsync(ct);
}
