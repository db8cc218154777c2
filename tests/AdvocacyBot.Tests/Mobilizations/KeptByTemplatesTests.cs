using System.Globalization;
using System.Reflection;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.TestSupport;
using NodaTime;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// A template and a copy keep what an action has. The cases are made from the model's properties, so that a new one is either kept or
/// listed here with the reason why not.
/// </summary>
public sealed class KeptByTemplatesTests
{
    private static readonly LocalMoment Before = LocalMoment.Read("2026-05-31T09:00", "America/Toronto", false, DateTimeZoneProviders.Tzdb);
    private static readonly LocalMoment After = LocalMoment.Read("2027-03-07T19:30", "America/Lima", false, DateTimeZoneProviders.Tzdb);

    private static readonly IReadOnlyDictionary<string, string[]> NotKept = new Dictionary<string, string[]>
    {
        ["belongs to one action"] = ["CommunityId", "Id", "Number", "KeyId", "CalendarUid"],
        ["follows from the new time"] = ["LocalStart", "Zone", "IsSecondTime", "StartsAt", "ShredAt", "RemindAt", "RefreshAt", "CheckInAt"],
        ["has happened to one action"] = ["State", "Version", "TextVersion", "ChangedAt", "FormerStartsAt", "FormerPlace", "CancelledAt", "CancelReason", "ShreddedAt", "IsScrubbed", "IsDiscussionClosed"],
        ["belongs to a series"] = ["SeriesId", "SeriesDay", "AnnounceAt"],
        ["follows from answers"] =
            ["SeatsTaken", "Waiting", "LastPosition", "Refreshes", "Shown", "PublishedPeople", "PublishedGoing", "PublishedTaken", "PublishedWaiting", "PublishedCutoff", "KeptTotal"],
        ["is secret"] = ["MeetingPoint", "RevealAt", "GoingMessage"],
    };

    private static IEnumerable<PropertyInfo> Model => typeof(Mobilization).GetProperties().Where(property => property.CanWrite);

    public static TheoryData<string> Kept => [.. Model.Select(property => property.Name).Except(NotKept.Values.SelectMany(names => names), StringComparer.Ordinal)];

    [Fact]
    public void Every_property_that_is_not_kept_is_in_the_model() =>
        Assert.Empty(NotKept.Values.SelectMany(names => names).Except(Model.Select(property => property.Name), StringComparer.Ordinal));

    [Theory, MemberData(nameof(Kept))]
    public void A_template_keeps_each_setting(string property)
    {
        var action = WithSample(property);

        var announced = NewMobilization.Unsaved(TemplateOptions.Of(action, [], []), new WhenReading(After));

        Assert.NotEqual(ValueOf(property, Plain()), ValueOf(property, action));
        Assert.Equal(ValueOf(property, action), ValueOf(property, announced));
    }

    [Theory, MemberData(nameof(Kept))]
    public void A_copy_keeps_each_setting(string property)
    {
        var action = WithSample(property);

        Assert.Equal(ValueOf(property, action), ValueOf(property, CopyMobilization.Of(action, After, action.Lasts, "")));
    }

    [Fact]
    public async Task A_template_shows_its_settings_in_the_preview_and_announces_with_them_in_all_channels()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync("capacity 40 in fake/second", when: "31 May 9am-12pm");
        foreach (var setting in new[] { "closes 3h", "remind 3h", "waitlist skip", "offers 2h", "guests 1" })
            await bot.OrganizeAsync($"action 1 {setting}");
        await bot.OrganizeAsync("action 1 template march");

        var preview = await bot.OrganizeAsync("announce template march 7 June 3pm");
        await bot.PublishAsync(preview);

        foreach (var shown in new[] { "15:00 (America/Toronto) – 18:00", "Answers close: Sunday 7 June 2026, 12:00", "Reminders: 3 hours before", "Waitlist: skip", "for 2 hours", "second" })
            Assert.Contains(shown, PlainText.Write(preview), StringComparison.Ordinal);
        Assert.DoesNotContain("no end", PlainText.Write(preview), StringComparison.Ordinal);
        Assert.Equal(2, bot.Posted(new ChannelRef("fake", "second")).Count);
        Assert.Contains("15:00 (America/Toronto) – 18:00", bot.Posted()[^1].Text, StringComparison.Ordinal);
        Assert.Contains("7 June", PlainText.Write(await bot.OrganizeAsync("announce template march 7 June 3pm-4pm")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_are_listed_and_removed()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();
        Assert.Contains("no templates yet", await SayAsync("templates"), StringComparison.Ordinal);
        Assert.Contains("templates remove march", await SayAsync("action 1 template off"), StringComparison.Ordinal);
        await SayAsync("action 1 template march");
        await SayAsync("action 1 template vigil");

        Assert.Contains("• march\n• vigil", await SayAsync("templates"), StringComparison.Ordinal);
        Assert.Contains("which template", await SayAsync("templates remove"), StringComparison.Ordinal);
        Assert.Contains("no template called \"nothing\"", await SayAsync("templates remove nothing"), StringComparison.Ordinal);
        Assert.Equal("The template \"March\" is removed.", await SayAsync("templates remove March"));

        Assert.DoesNotContain("march", (await SayAsync("templates")).Split("To use")[0], StringComparison.Ordinal);
        Assert.Contains("no template", await SayAsync("announce template march 7 June 3pm"), StringComparison.Ordinal);

        async Task<string> SayAsync(string text) => PlainText.Write(await bot.OrganizeAsync(text));
    }

    private static Mobilization Plain()
    {
        var action = new Mobilization
        {
            Title = "March",
            Place = "City Hall",
            Picture = "https://example.org/plain.png",
            LocalStart = "",
            Zone = "",
            StartsAt = default,
            EndsAt = default,
            ShredAt = default,
            KeyId = "",
            CalendarUid = "",
        };
        action.MoveTo(Before, Duration.FromHours(2));
        return action;
    }

    private static Mobilization WithSample(string name)
    {
        var action = Plain();
        if (name == nameof(Mobilization.EndsAt))
            action.HasEnd = true;
        var property = typeof(Mobilization).GetProperty(name)!;
        property.SetValue(action, name switch
        {
            nameof(Mobilization.EndsAt) => action.StartsAt.AddMinutes(210),
            nameof(Mobilization.ClosesAt) => action.StartsAt.AddMinutes(-90),
            nameof(Mobilization.Picture) => "https://example.org/another.png",
            nameof(Mobilization.Reminders) => "4320,30",
            nameof(Mobilization.Translations) => TranslatedTexts.Write(new Dictionary<Language, TranslatedText> { [Language.French] = new("Marche", "Venez", "Rampe") }),
            _ => Sample(property, action),
        });
        return action;
    }

    private static object Sample(PropertyInfo property, Mobilization action)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(string) => "A sample",
            _ when type == typeof(bool) => !(bool)property.GetValue(action)!,
            _ when type == typeof(int) => 7,
            { IsEnum: true } => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ => throw new InvalidOperationException($"Write a sample for {property.Name}."),
        };
    }

    /// <summary>Times as their distance to the start.</summary>
    private static string ValueOf(string name, Mobilization action) => typeof(Mobilization).GetProperty(name)!.GetValue(action) switch
    {
        DateTime at => (at - action.StartsAt).ToString(),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
