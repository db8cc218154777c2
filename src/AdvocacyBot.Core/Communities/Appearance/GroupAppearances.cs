using System.Globalization;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities.Appearance;

/// <summary>Reads and changes the appearance of the community in scope. Changes join the present transaction, or run in one of their own.</summary>
public sealed class GroupAppearances(
    BotDb db, WriteTransaction write, PlatformState states, StoredPictures pictures, BotSettings settings, IEnumerable<AppearanceChanged> changed)
{
    private const string Chosen = "chosen";

    private string LogoKey => CommunityStates.KeyOf(CommunityStates.Logo, db.CommunityId);

    private string NamedKey => CommunityStates.KeyOf(CommunityStates.Named, db.CommunityId);

    public async Task<GroupAppearance> ReadAsync(CancellationToken ct)
    {
        var community = await db.Communities.AsNoTracking().SingleAsync(c => c.Id == db.CommunityId, ct);
        return new GroupAppearance(
            community.Name,
            community.Tagline,
            community.ExampleQuestions?.Split('\n') ?? [],
            Read(await states.FindAsync(LogoKey, ct)));
    }

    /// <summary>The logo's file; null if there is none.</summary>
    public async Task<PictureFile?> LogoAsync(CancellationToken ct) =>
        Read(await states.FindAsync(LogoKey, ct)) is { } logo ? await pictures.FindAsync(logo.Hash, ct) : null;

    /// <param name="name">Null for the name in the settings, which only the first community has.</param>
    /// <returns>False if there is no name to go back to.</returns>
    public Task<bool> SetNameAsync(string? name, CancellationToken ct) => ChangeAsync(
        async inner =>
        {
            if (name is null && db.CommunityId != Community.FirstId)
                return false;
            var community = await FindAsync(inner);
            community.Name = name ?? settings.Name;
            if (name is null)
                await states.DeleteAsync([NamedKey], inner);
            else
                await states.SaveAsync(NamedKey, Chosen, inner);
            return true;
        },
        ct);

    /// <param name="tagline">Null for none.</param>
    public Task SetTaglineAsync(string? tagline, CancellationToken ct) => ChangeAsync(
        async inner =>
        {
            (await FindAsync(inner)).Tagline = tagline;
            return true;
        },
        ct);

    /// <param name="questions">Single lines; empty for the bot's own.</param>
    public Task SetQuestionsAsync(IReadOnlyList<string> questions, CancellationToken ct) => ChangeAsync(
        async inner =>
        {
            (await FindAsync(inner)).ExampleQuestions = questions.Count == 0 ? null : string.Join('\n', questions);
            return true;
        },
        ct);

    /// <param name="file">Null for none. The former one is deleted later, with other pictures that nothing shows.</param>
    public Task SetLogoAsync(PictureFile? file, CancellationToken ct) => ChangeAsync(
        async inner =>
        {
            if (file is null || PictureSize.Of(file) is not { } size)
            {
                await states.DeleteAsync([LogoKey], inner);
                return true;
            }

            await pictures.SaveAsync(file, inner);
            await states.SaveAsync(LogoKey, string.Create(CultureInfo.InvariantCulture, $"{StoredPicture.HashOf(file)} {file.MediaType} {size.Width} {size.Height}"), inner);
            return true;
        },
        ct);

    private Task<bool> ChangeAsync(Func<CancellationToken, Task<bool>> change, CancellationToken ct) => write.RunAsync(
        "join-codes",
        inner =>
        {
            var community = db.CommunityId;
            write.AfterCommit(() =>
            {
                foreach (var listener in changed)
                    listener(community);
            });
            return change(inner);
        },
        ct);

    private Task<Community> FindAsync(CancellationToken ct) => db.Communities.SingleAsync(c => c.Id == db.CommunityId, ct);

    private static GroupLogo? Read(string? state) => state?.Split(' ') is [var hash, var type, var width, var height]
        ? new GroupLogo(hash, type, int.Parse(width, CultureInfo.InvariantCulture), int.Parse(height, CultureInfo.InvariantCulture))
        : null;
}
