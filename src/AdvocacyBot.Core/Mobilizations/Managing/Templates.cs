using System.Text.Json;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Keeps mobilizations without their time under a name, and fills an announcement from one.</summary>
internal sealed class Templates(BotDb db)
{
    public async Task SaveAsync(string name, IReadOnlyDictionary<string, string> options, CancellationToken ct)
    {
        var key = Folding.Fold(name.Trim());
        var json = JsonSerializer.Serialize(options);
        if (await db.Templates.SingleOrDefaultAsync(t => t.Name == key, ct) is { } template)
            template.Options = json;
        else
            db.Templates.Add(new Template { Name = key, Options = json });
    }

    /// <summary>The request with what it leaves out taken from the template; null if there is none of that name.</summary>
    public async Task<Request?> FillAsync(Request request, string name, CancellationToken ct)
    {
        var key = Folding.Fold(name.Trim());
        if (await db.Templates.Where(t => t.Name == key).Select(t => t.Options).SingleOrDefaultAsync(ct) is not { } json)
            return null;

        var options = JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
        foreach (var (option, value) in request.Options)
            options[option] = value;
        return request with { Options = options };
    }

    /// <summary>The names of all templates, in alphabetical order.</summary>
    public Task<List<string>> NamesAsync(CancellationToken ct) => db.Templates.AsNoTracking().OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(ct);

    /// <returns>Whether there was one of that name.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken ct)
    {
        var key = Folding.Fold(name.Trim());
        if (await db.Templates.SingleOrDefaultAsync(t => t.Name == key, ct) is not { } template)
            return false;

        db.Templates.Remove(template);
        return true;
    }
}
