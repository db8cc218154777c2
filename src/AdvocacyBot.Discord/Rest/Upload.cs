using System.Text;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Discord.Rest;

/// <summary>A file to send with a message.</summary>
/// <param name="FileName">A bare name, without a folder.</param>
/// <param name="MediaType">Such as image/png.</param>
internal sealed record Upload(string FileName, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>What a picture shows, for people who do not see it.</summary>
    public string? Description { get; init; }

    public static Upload? Of(Attachment? file) => file is null ? null : new Upload(file.FileName, file.MediaType, Encoding.UTF8.GetBytes(file.Content));
}
