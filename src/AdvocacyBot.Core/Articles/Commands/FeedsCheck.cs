using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;


namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Explains what would be posted from an address.</summary>
internal sealed class FeedsCheck(CheckFeed check) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds check", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("url")],
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        await check.RunAsync(request.Required("url"), request.Language, ct) with { Understood = true };
}
