using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>Shows the settings of a place with lists to change them, and says which permissions the bot lacks in its channels.</summary>
internal sealed class SetupPanel(BotDb db, PlatformDirectory platforms, BotSettings settings)
{
    /// <summary>The zones of the list; others can be typed. As many as fit into a list together with the present one.</summary>
    private static readonly string[] Zones =
    [
        "America/St_Johns", "America/Halifax", "America/Toronto", "America/New_York", "America/Winnipeg", "America/Chicago", "America/Edmonton",
        "America/Denver", "America/Vancouver", "America/Los_Angeles", "America/Mexico_City", "America/Guatemala", "America/Bogota", "America/Lima",
        "America/Caracas", "America/Santiago", "America/Argentina/Buenos_Aires", "America/Sao_Paulo", "Europe/London", "Europe/Paris", "Europe/Madrid",
        "Europe/Berlin", "Africa/Dakar", "UTC",
    ];

    /// <param name="note">One sentence about what was just done, or why it was not.</param>
    public async Task<Reply> WriteAsync(Request request, string? note, CancellationToken ct)
    {
        var (language, here) = (request.Language, request.Intent.Place!.Value);
        var place = await db.Places.AsNoTracking().SingleAsync(p => p.Platform == here.Platform && p.Key == here.Id, ct);
        var community = await db.Communities.AsNoTracking().SingleAsync(c => c.Id == request.Community, ct);
        var articles = await ChannelAsync(request, place.ArticleChannel, ct);
        var announcements = await ChannelAsync(request, place.AnnouncementChannel, ct);
        var reports = await ChannelAsync(request, place.OrganizerChannel, ct);
        var roles = OrganizerRoles.Read(place.OrganizerRoles);
        var zone = community.TimeZone ?? settings.TimeZone;

        string?[] notes = [note, articles.Problem, announcements.Problem, reports.Problem];
        return new Reply(
        [
            .. notes.OfType<string>().Distinct(StringComparer.Ordinal).Select(text => new Paragraph(text)),
            new Fields(
            [
                Field(SetupField.Articles, [articles.Shown]),
                Field(SetupField.Announcements, [announcements.Shown]),
                Field(SetupField.Reports, [place.OrganizerChannel is null ? new Text(ChatTexts.All[language, "setup.none"]) : reports.Shown]),
                Field(SetupField.Organizers, await RolesAsync(request, roles, ct)),
                Field(SetupField.Language, [new Text((community.Language ?? settings.DefaultLanguage).OwnName)]),
                Field(SetupField.Zone, [new Text(zone)]),
            ]),
            new Paragraph(ChatTexts.All[language, "setup.type"]),
        ])
        {
            Title = ChatTexts.All.Format(language, "setup.title", SafeText.Shorten(community.Name, 80)),
            Language = language,
            Visibility = Visibility.Private,
            IsCard = true,
            Choices = [new Choice("setup:test", ChatTexts.All[language, "setup.test"])],
            Menus =
            [
                ChoiceMenu.OfChannels("setup:articles", Label(SetupField.Articles), place.ArticleChannel),
                ChoiceMenu.OfChannels("setup:announcements", Label(SetupField.Announcements), place.AnnouncementChannel),
                ChoiceMenu.OfChannels("setup:reports", Label(SetupField.Reports), place.OrganizerChannel),
                ChoiceMenu.OfRoles("setup:organizers", Label(SetupField.Organizers), roles, PlaceSetup.MaxRoles),
                new ChoiceMenu(
                    Label(SetupField.Language),
                    [.. LanguageNames.All.Select(l => new Choice($"setup:language:{l.Code}", l.OwnName, l == (community.Language ?? settings.DefaultLanguage)))]),
                new ChoiceMenu(
                    Label(SetupField.Zone),
                    [.. Zones.Prepend(zone).Distinct(StringComparer.Ordinal).Select(z => new Choice($"setup:zone:{z}", z, z == zone))]),
            ],
        };

        Field Field(SetupField field, IReadOnlyList<Span> value) => new(Label(field), value);
        string Label(SetupField field) => ChatTexts.All[language, $"setup.field.{PlaceSetup.Key(field)}"];
    }

    private async Task<(Span Shown, string? Problem)> ChannelAsync(Request request, string? id, CancellationToken ct)
    {
        var here = request.Intent.Channel;
        if (id is null)
            return (new Text(ChatTexts.All[request.Language, "setup.here"]), null);

        var check = await platforms.CheckChannelAsync(here with { Id = id }, here, request.Language, ct);
        return (new Mention(MentionKind.Channel, here.Platform, id, check.Name is { } name ? $"#{name}" : id), check.Problem);
    }

    private async Task<IReadOnlyList<Span>> RolesAsync(Request request, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var spans = new List<Span> { new Text(ChatTexts.All[request.Language, "setup.organizers.always"]) };
        foreach (var id in ids)
        {
            var found = await platforms.FindRoleAsync(request.Intent.Channel, id, request.Language, ct);
            spans.AddRange([new Text(", "), new Mention(MentionKind.Role, request.Intent.Channel.Platform, id, found?.Name ?? id)]);
        }

        return spans;
    }
}
