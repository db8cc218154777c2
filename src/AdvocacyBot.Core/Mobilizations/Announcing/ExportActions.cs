using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Writes what a community has announced: one JSON object per line with the sentence that announces the action again. Nothing about who
/// organizes, answers or comes is written.
/// </summary>
public sealed class ExportActions
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly BotDb db;

    internal ExportActions(BotDb db) => this.db = db;

    /// <returns>How many actions were written.</returns>
    public async Task<int> RunAsync(TextWriter text, CancellationToken ct)
    {
        var actions = await db.Mobilizations.AsNoTracking().Where(m => m.State != MobilizationState.Draft).OrderBy(m => m.Number).ToListAsync(ct);
        var roles = (await db.RoleSlots.AsNoTracking().OrderBy(r => r.Id).ToListAsync(ct)).ToLookup(r => r.MobilizationId);
        foreach (var action in actions)
        {
            var line = new JsonObject
            {
                ["id"] = action.Number,
                ["state"] = StateOf(action),
                ["lang"] = "en",
                ["zone"] = action.Zone,
                ["text"] = AnnouncementSentence.Write(action, roles[action.Id]),
            };
            await text.WriteLineAsync(line.ToJsonString(Readable).AsMemory(), ct);
        }

        return actions.Count;
    }

    private static string StateOf(Mobilization action) => action switch
    {
        { IsCancelled: true } => "cancelled",
        { State: MobilizationState.Shredded } => "over",
        _ => action.State.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}
