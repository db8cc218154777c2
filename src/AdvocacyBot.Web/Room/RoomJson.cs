using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Room.ComingUp;
using AdvocacyBot.Web.Room.Search;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room;

/// <summary>Body of <c>POST /api/room/messages</c>.</summary>
/// <param name="ReplyTo">The id of the bot's message that the text replies to; null if it stands for itself.</param>
internal sealed record Said(string? Text, long? ReplyTo);

/// <summary>Body of <c>POST /api/room/choices</c>.</summary>
internal sealed record Chosen(long? Message, string? Choice);

/// <summary>Body of <c>POST /api/room/name</c>: empty to have none.</summary>
internal sealed record NameChange(string? Name);

/// <summary>The id of the message that was posted.</summary>
internal sealed record Posted(long Id);

/// <summary>The reason why a request was refused, in one sentence.</summary>
internal sealed record Problem(string Error);

/// <summary>A message as the endpoints show it: its plain text for programs, its blocks for the page.</summary>
/// <param name="Author">Four letters that tell members without a name apart, or "bot".</param>
/// <param name="Name">The name that the author has chosen; null if there is none.</param>
/// <param name="Picture">The path of its picture here; null if there is none.</param>
/// <param name="ReplyTo">The id of the message that it replies to, which may be gone; null for most messages.</param>
/// <param name="Writer">For organizers, letters that tell authors apart more surely, for <c>room mute</c>; null for others and for the bot.</param>
internal sealed record ShownMessage(
    long Id, DateTime At, string Author, string? Name, string? Writer, bool Own, bool Private, string Language, string Text, IReadOnlyList<ShownChoice> Choices, Reply Reply, string? Picture, long? ReplyTo)
{
    /// <param name="language">The reader's.</param>
    public static ShownMessage Of(RoomMessage message, Visitor visitor, Language language) => Of(message with { Reply = message.Reply.For(language) }, visitor);

    private static ShownMessage Of(RoomMessage message, Visitor visitor) => new(
        message.Id,
        message.At,
        message.Author?[..4] ?? "bot",
        message.AuthorName,
        visitor.IsRoomOrganizer ? message.Author?[..8] : null,
        message.Author == visitor.Author,
        message.OnlyFor is not null,
        message.Reply.Language.Code,
        PlainText.Write(message.Reply),
        [.. message.Reply.Choices.Select(c => new ShownChoice(c.Id, c.Label, c.Selected))],
        // The picture's own address is nobody else's business: with it, a page could load it from there.
        message.Reply with { Picture = message.Reply.Picture is { } picture ? picture with { Address = OwnAddress } : null },
        message.Author is null && message.Reply.Picture is not null ? string.Create(CultureInfo.InvariantCulture, $"/api/room/pictures/{message.Id}") : null,
        message.ReplyTo);

    private static readonly Uri OwnAddress = new("about:blank");
}

/// <summary>A choice as the endpoints show it.</summary>
internal sealed record ShownChoice(string Id, string Label, bool Selected);

/// <summary>Texts leave clean, as on every other platform, whoever wrote them and wherever they stand in a message.</summary>
internal sealed class CleanTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(SafeText.Clean(value));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, Converters = [typeof(CleanTextConverter)])]
[JsonSerializable(typeof(Said))]
[JsonSerializable(typeof(Chosen))]
[JsonSerializable(typeof(NameChange))]
[JsonSerializable(typeof(Posted))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ShownMessage[]))]
[JsonSerializable(typeof(ShownAction[]))]
[JsonSerializable(typeof(FoundPage))]
internal sealed partial class RoomJson : JsonSerializerContext;
