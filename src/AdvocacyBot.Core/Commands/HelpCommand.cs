using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>Says what the bot can do, from the commands' own declarations.</summary>
internal sealed class HelpCommand(CommandCatalog catalog) : ICommand
{
    public static CommandSpec Spec { get; } = new("help", ChatTexts.All)
    {
        Options = [new OptionSpec("command", OptionKind.Rest, Required: false)],
        IsQuery = true,
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        Task.FromResult(request["command"] is { } name ? AboutOne(request, name) : AboutAll(request));

    private Reply AboutAll(Request request)
    {
        var language = request.Language;
        var blocks = new List<Block> { new Paragraph(ChatTexts.All[language, "help.intro"]), List(Audience.Everyone) };
        if (request.IsOrganizer)
        {
            blocks.Add(new Paragraph([new Strong(ChatTexts.All[language, "help.organizers"])]));
            blocks.Add(List(Audience.Organizers));
        }

        return new Reply(blocks)
        {
            Title = ChatTexts.All[language, "help.title"],
            Language = language,
            Visibility = Visibility.Private,
        };

        Listing List(Audience audience) =>
            new([.. catalog.SpecsOn(request.Intent.Member.Platform).Where(spec => spec.Audience == audience).Select(spec => Line(spec, language))]);
    }

    private Reply AboutOne(Request request, string name)
    {
        var language = request.Language;
        var group = Folding.Fold(name.Trim()) + " ";
        var all = catalog.SpecsOn(request.Intent.Member.Platform)
            .Where(s => (s.Audience != Audience.Organizers || request.IsOrganizer)
                && ((string[])[s.Name, s.NameIn(language)]).Any(one => Folding.Fold(one).StartsWith(group, StringComparison.Ordinal)))
            .ToList();
        if (all.Count > 1)
        {
            return new Reply([new Listing([.. all.Select(s => Line(s, language))])])
            {
                Title = ChatTexts.All[language, "help.title"],
                Language = language,
                Visibility = Visibility.Private,
            };
        }

        var spec = all is [var only] ? only : new Grammar(catalog.Specs).Read(name, language).Spec;
        if (spec is null)
            return Reply.Tell(language, ChatTexts.All.Format(language, "unknown", name));

        var blocks = new List<Block> { new Paragraph(Line(spec, language)) };
        if (spec.Options.Count > 0)
        {
            blocks.Add(new Fields([.. spec.Options.Select(option =>
                new Field(spec.NameOf(option, language), spec.SummaryOf(option, language)))]));
        }

        return new Reply(blocks) { Language = language, Visibility = Visibility.Private };
    }

    private static IReadOnlyList<Span> Line(CommandSpec spec, Language language) =>
        [new Code(spec.ExampleIn(language) ?? spec.NameIn(language)), new Text(" · " + spec.SummaryIn(language))];
}
