using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Lists what the member has answered.</summary>
internal sealed class MyRsvpsCommand(MyData data) : ICommand
{
    public static CommandSpec Spec { get; } = new("my rsvps", MobilizationTexts.All) { IsPrivate = true, WorksWhileSuspended = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var answered = (await data.AllAsync(request.Intent.Member, ct)).Where(h => h.Rsvp is not null).ToList();
        if (answered.Count == 0)
            return Receipt.Problem(language, "my-rsvps.none");

        return new Reply([new Listing([.. answered.Select(h => Line(h, language))])])
        {
            Title = MobilizationTexts.All[language, "my-rsvps.title"],
            Language = language,
            Visibility = Visibility.Private,
            Choices =
            [
                .. answered
                    .Where(h => h is { Rsvp.Answer: Answer.Going, Mobilization: { State: MobilizationState.Open, MeetingPoint: not null } })
                    .Select(h => new Choice(
                        $"meet:{RsvpChoices.Write(h.Mobilization.Number)}",
                        MobilizationTexts.All.Format(language, "choice.meet.of", SafeText.Shorten(h.Mobilization.TitleIn(language), 40)))),
            ],
        };
    }

    private static List<Span> Line(HeldOnMe held, Language language) =>
    [
        new Code(RsvpChoices.Write(held.Mobilization.Number)), new Text(" "), new Strong(held.Mobilization.TitleIn(language)), new Text(" · "),
        new Moment(held.Mobilization.StartsAt, held.Mobilization.Zone), new Text(" · "),
        new Text(held.Mobilization.State == MobilizationState.Cancelled
            ? MobilizationTexts.All[language, "status.cancelled"]
            : Receipt.TitleOf(held.Rsvp, language)),
    ];
}

/// <summary>Tells a member everything that is held on them.</summary>
internal sealed class MyDataCommand(MyData data, IEnumerable<MemberDescribed> platforms) : ICommand
{
    public static CommandSpec Spec { get; } = new("my data", MobilizationTexts.All)
    {
        IsPrivate = true,
        WorksWhileSuspended = true,
        Aliases =
        [
            "what do you hold on me", "what do you store", "que savez-vous de moi", "que conservez-vous sur moi", "que guardas sobre mi", "que sabes de mi",
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var onPlatform = new List<string>();
        foreach (var describe in platforms)
        {
            if (await describe(request.Intent.Member, request.Language, ct) is { } sentence)
                onPlatform.Add(sentence);
        }

        var reply = HeldText.Write(await data.AllAsync(request.Intent.Member, ct), request.Language);
        return reply with { Blocks = [.. reply.Blocks.Take(1), .. onPlatform.Select(sentence => new Paragraph(sentence)), .. reply.Blocks.Skip(1)] };
    }
}

/// <summary>The same for one mobilization, from a receipt: <c>mydata:7</c>.</summary>
internal sealed class HeldChoices(BotDb db, MobilizationNumbers numbers, MyData data) : IChoiceHandler
{
    public static string Prefix => "mydata";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var text] || RsvpChoices.Number(text) is not { } number
            || await db.Mobilizations.FindAsync([await numbers.IdOfAsync(request, number, ct)], ct) is not { } mobilization)
            return Receipt.Problem(request.Language, "rsvp.unknown");

        var held = await data.OfAsync(mobilization, request.Intent.Member, ct);
        return HeldText.Write(held is null ? [] : [held], request.Language);
    }
}

/// <summary>Forgets a member at once.</summary>
internal sealed class ForgetMeCommand(EveryCommunity communities, IEnumerable<MemberForgotten> others) : ICommand
{
    public static CommandSpec Spec { get; } = new("forget me", MobilizationTexts.All) { IsPrivate = true, WorksWhileSuspended = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var member = request.Intent.Member;
        await communities.RunAsync((scope, inner) => scope.GetRequiredService<ForgetPerson>().EverywhereAsync(member, inner), ct);
        foreach (var forget in others)
            await forget(member, ct);
        return Receipt.Problem(request.Language, "forget-me.done");
    }
}

/// <summary>What is held on a member, in words. Pure.</summary>
internal static class HeldText
{
    public static Reply Write(IReadOnlyList<HeldOnMe> held, Language language)
    {
        var blocks = new List<Block> { new Paragraph(MobilizationTexts.All[language, held.Count == 0 ? "held.nothing" : "held.intro"]) };
        foreach (var one in held)
        {
            blocks.Add(new Paragraph([new Strong(one.Mobilization.TitleIn(language))]));
            blocks.Add(new Listing([.. one.Lines(language).Select(line => (IReadOnlyList<Span>)[new Text(line)])]));
            blocks.Add(new Paragraph([new Text(MobilizationTexts.All[language, "held.until"]), new Moment(one.Mobilization.ShredAt, one.Mobilization.Zone)]));
        }

        blocks.Add(new Paragraph(MobilizationTexts.All[language, "held.else"]));
        return new Reply(blocks)
        {
            Title = MobilizationTexts.All[language, "held.title"],
            Language = language,
            Visibility = Visibility.Private,
        };
    }
}
