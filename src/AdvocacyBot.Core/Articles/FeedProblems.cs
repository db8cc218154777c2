using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles;

/// <summary>Turns an error of the parser into a feed's problem.</summary>
internal static class FeedProblems
{
    public static FeedProblem Of(Unreadable reason) => new(reason switch
    {
        Unreadable.Empty => "empty",
        Unreadable.Html => "html",
        Unreadable.Captcha => "captcha",
        Unreadable.DangerousEntities => "entities",
        _ => "notafeed",
    });
}
