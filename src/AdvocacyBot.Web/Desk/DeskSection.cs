namespace AdvocacyBot.Web.Desk;

/// <summary>A page of the desk: what it shows, and the commands whose forms it offers.</summary>
/// <param name="Path">Below <c>/desk</c>; empty for the first page.</param>
/// <param name="Key">Of its title in <see cref="DeskTexts"/>.</param>
/// <param name="Shown">Commands whose answers the page shows.</param>
/// <param name="Forms">Commands that its forms give, in order. One that ends with a space stands for all that begin with it.</param>
public sealed record DeskSection(string Path, string Key, IReadOnlyList<string> Shown, IReadOnlyList<string> Forms)
{
    public static readonly DeskSection Actions = new("", "actions", [], ["announce", "templates", "web answers"]);

    public static readonly DeskSection Articles = new("articles", "articles", ["articles held"], ["feeds add", "feeds ", "articles "]);

    public static readonly DeskSection Facts = new("facts", "facts", ["fact queue", "fact misses"], ["fact ", "topic ", "name ", "source ", "card", "ask"]);

    public static readonly DeskSection Community = new("community", "community", ["places", "room rules", "alerts", "log"], ["room ", "sessions ", "language", "help"]);

    public static readonly IReadOnlyList<DeskSection> All = [Actions, Articles, Facts, Community];

    public string Address => Path.Length == 0 ? "/desk" : $"/desk/{Path}";

    /// <summary>Those of all commands whose forms the page offers.</summary>
    public IEnumerable<T> Choose<T>(IReadOnlyList<T> commands, Func<T, string> nameOf) => Forms
        .SelectMany(form => commands.Where(c => form.EndsWith(' ') ? nameOf(c).StartsWith(form, StringComparison.Ordinal) : nameOf(c) == form))
        .DistinctBy(nameOf, StringComparer.Ordinal);
}
