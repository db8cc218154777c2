using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>
/// Imports files that organizers upload: first a preview, then a proposal, which takes effect when a second person approves it. The
/// caller checks that an organizer asks. Errors of the file are in the results.
/// </summary>
public sealed class FactUploads
{
    private const string LogLine = "facts import";
    private readonly BotDb db;
    private readonly ImportFacts import;
    private readonly ChangeNames names;
    private readonly WriteTransaction write;
    private readonly OrganizerAction log;

    internal FactUploads(BotDb db, ImportFacts import, ChangeNames names, WriteTransaction write, OrganizerAction log) =>
        (this.db, this.import, this.names, this.write, this.log) = (db, import, names, write, log);

    /// <summary>What the file would do now. Stores nothing.</summary>
    public Task<UploadPreview> PreviewAsync(FactUpload upload, UploadReading reading, CancellationToken ct) =>
        PreviewAsync(upload.Name, UploadedFile.Read(upload, reading), new ImportOptions(DryRun: true) { AddsNames = reading.AddsNames }, ct);

    /// <summary>Proposes the file. From then on its text is part of the history, whatever the second person decides.</summary>
    /// <param name="upload">The file, which has no errors.</param>
    /// <param name="reading">As it was previewed.</param>
    /// <param name="by">Who proposes it.</param>
    /// <param name="language">Of the answer.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What is proposed, or why it cannot be.</returns>
    public async Task<Reply> ProposeAsync(FactUpload upload, UploadReading reading, Intent by, Language language, CancellationToken ct)
    {
        var file = UploadedFile.Read(upload, reading);
        if (file.Problems.Errors > 0)
            return EditReplies.Write(EditOutcome.Wrong([.. file.Problems.Where(p => p.IsError)]), language);
        var change = UploadedFile.ChangeOf(upload, reading, file.Facts.Count);
        var outcome = await write.RunAsync(
            "facts",
            async inner =>
            {
                log.Begin(by, LogLine);
                log.Record();
                return await names.ProposeAsync(change, by.Member, inner);
            },
            ct);
        return EditReplies.Write(outcome, language);
    }

    /// <summary>The files that wait for a second person, oldest first.</summary>
    public async Task<IReadOnlyList<PendingUpload>> PendingAsync(CancellationToken ct) =>
        [.. (await names.PendingAsync(ct)).Where(c => c.Change.Kind == NameChangeKind.ImportFile)
            .Select(c => new PendingUpload(NameIds.Read(c.Id)!.Value, c.Id, c.Change.Subject, UploadedFile.FactsIn(c.Change)))];

    /// <summary>What a file that waits would do now, with the buttons that approve and reject it; null if none of that number waits.</summary>
    public async Task<(UploadPreview Preview, Reply Decision)?> FindPendingAsync(int number, Language language, CancellationToken ct)
    {
        var id = NameIds.Write(number);
        if ((await names.PendingAsync(ct)).FirstOrDefault(c => c.Id == id && c.Change.Kind == NameChangeKind.ImportFile) is not { } pending)
            return null;

        var preview = await PreviewAsync(pending.Change.Subject, UploadedFile.Read(pending.Change), UploadedFile.OptionsFor(pending.Change, isDryRun: true), ct);
        var text = FactTexts.All.Format(language, "queue.item", id, pending.Version);
        return (preview, Reply.Tell(language, text) with { Choices = EditReplies.Decide(id, pending.Version, language) });
    }

    private async Task<UploadPreview> PreviewAsync(string name, FactFile file, ImportOptions options, CancellationToken ct)
    {
        var compiled = await import.CompileAsync(file, options, ct);
        return new UploadPreview(name, await new CompareFacts(db).RunAsync(compiled.Facts, ct), compiled.Problems)
        {
            Names = [.. compiled.Terms.Select(t => $"{(t.Names.Count > 0 ? t.Names[0].Text : t.Slug)} ({(t.TermKind ?? TermKind.Org).ToString().ToLowerInvariant()})")],
            Sources = [.. compiled.Sources.Select(s => $"{s.Title ?? s.Slug} ({s.Publisher})")],
        };
    }
}
