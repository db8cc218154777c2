using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Makes a mobilization with its key, its channels and its roles, within the present transaction.</summary>
internal sealed class NewMobilization(BotDb db, KeyStore keys, BotSettings settings)
{
    private static readonly Duration Usually = Duration.FromHours(2);

    public async Task<Mobilization> AddAsync(Request request, AnnouncementRead read, MobilizationState state, CancellationToken ct)
    {
        var when = read.When!.Reading!;
        var start = when.Start;
        var mobilization = new Mobilization
        {
            Title = SafeText.Shorten(request.Required(Draft.Title), Lengths.Line),
            Place = SafeText.Shorten(request.Required(Draft.Place), Lengths.Line),
            Details = Cut(request[Draft.Details], Lengths.Text),
            Access = Cut(request[Draft.Access], Lengths.Text),
            Hotline = Cut(request[Draft.Hotline], Lengths.Line),
            Capacity = read.Capacity,
            LocalStart = start.Written,
            Zone = start.Zone.Id,
            IsSecondTime = start.IsSecond,
            StartsAt = default,
            EndsAt = default,
            ShredAt = default,
            State = state,
            KeyId = keys.Create(),
            CalendarUid = Guid.NewGuid().ToString("N"),
        };
        mobilization.MoveTo(start, when.Lasts ?? Usually);
        db.Mobilizations.Add(mobilization);
        await db.SaveChangesAsync(ct);

        foreach (var need in read.Roles)
            db.RoleSlots.Add(Slots.Of(mobilization.Id, need));
        foreach (var channel in read.Channels.Prepend(request.Intent.Channel).Distinct())
        {
            db.MobilizationChannels.Add(new MobilizationChannel
            {
                MobilizationId = mobilization.Id,
                Platform = channel.Platform,
                Channel = channel.Id,
                Language = await db.LanguageOfAsync(channel, ct) ?? (channel == request.Intent.Channel ? request.Language : settings.DefaultLanguage),
            });
        }

        await db.SaveChangesAsync(ct);
        return mobilization;
    }

    private static string? Cut(string? text, int most) => string.IsNullOrWhiteSpace(text) ? null : SafeText.Shorten(text.Trim(), most);
}
