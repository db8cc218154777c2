using System.Text.Json;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
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

    /// <summary>What a mobilization would be announced with again.</summary>
    public static Dictionary<string, string> OptionsOf(Mobilization mobilization, IEnumerable<RoleSlot> roles)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [AnnounceOptions.Title] = mobilization.Title, [AnnounceOptions.Place] = mobilization.Place };
        Keep(AnnounceOptions.Details, mobilization.Details);
        Keep(AnnounceOptions.Access, mobilization.Access);
        Keep(AnnounceOptions.Hotline, mobilization.Hotline);
        Keep(AnnounceOptions.Picture, mobilization.PictureText is { } words ? $"{mobilization.Picture} {words}" : mobilization.Picture);
        Keep(AnnounceOptions.Discussion, mobilization is { HasDiscussion: true, IsDiscussionClosed: false } ? "yes" : null);
        Keep(AnnounceOptions.Capacity, mobilization.Capacity?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Keep(AnnounceOptions.Roles, string.Join("; ", roles.Select(r => r.From is null ? $"{r.Name}:{r.Needed}" : $"{r.Name}:{r.Needed} {r.From}-{r.Until}")));
        foreach (var language in mobilization.Translated)
        {
            Keep(AnnounceOptions.TitleIn(language), mobilization.TextsIn(language)?.Title);
            Keep(AnnounceOptions.TextIn(language), mobilization.TextsIn(language)?.Details);
        }

        Keep(AnnounceOptions.Open, mobilization.IsPublic ? AnnounceOptions.Yes : null);
        return options;

        void Keep(string option, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                options[option] = value;
        }
    }
}
