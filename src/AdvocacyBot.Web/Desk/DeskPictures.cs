using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Desk;

/// <summary>A picture that is uploaded with a form of the desk. Its bytes decide what it is, its metadata is removed, and it needs a description.</summary>
internal static class DeskPictures
{
    public const string FileField = "upload";
    public const string TextField = "_alt";

    /// <summary>The types that <see cref="PictureFile"/> knows, for the browser's dialog.</summary>
    public const string Types = "image/jpeg,image/png,image/gif,image/webp";

    /// <returns>The picture of a form, or why it cannot be used in the organizer's language; neither if there is none.</returns>
    public static async Task<(PictureFile? Picture, string? Problem)> ReadAsync(IFormCollection form, Language language, CancellationToken ct)
    {
        if (form.Files[FileField] is not { Length: > 0 } file)
            return (null, null);
        if (file.Length > PictureFile.MaxBytes)
            return (null, DeskTexts.All.Format(language, "form.large", PictureFile.MaxBytes / 1024 / 1024));
        if (string.IsNullOrWhiteSpace(form[TextField]))
            return (null, DeskTexts.All[language, "picture.notext"]);

        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return PictureFile.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { } picture ? (picture, null) : (null, DeskTexts.All[language, "picture.unusable"]);
    }

    /// <summary>The options with the picture's description where the command takes it.</summary>
    public static Dictionary<string, string> Describe(IFormCollection form, Dictionary<string, string> options, PictureFile? picture)
    {
        if (picture is not null)
            options[form[DeskEndpoints.CommandField] == "announce" ? "picture" : "value"] = form[TextField].ToString().Trim();
        return options;
    }
}
