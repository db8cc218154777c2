using System.Net.Http.Json;
using System.Text.Json;

namespace AdvocacyBot.TestSupport;

/// <summary>What a program does at the web room's JSON endpoints.</summary>
internal static class RoomVisit
{
    extension(HttpClient visitor)
    {
        /// <returns>The id of the message.</returns>
        public async Task<long> SayInRoomAsync(string text, long? replyTo = null)
        {
            using var response = await visitor.PostAsJsonAsync("/api/room/messages", new { text, replyTo });
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        }

        /// <param name="after">Only later messages; null for the newest ones.</param>
        public async Task<RoomView[]> ReadRoomAsync(long? after = null) =>
            (await visitor.GetFromJsonAsync<RoomView[]>($"/api/room/messages{(after is null ? "" : $"?after={after}")}"))!;

        public async Task ChooseInRoomAsync(long message, string choice)
        {
            using var response = await visitor.PostAsJsonAsync("/api/room/choices", new { message, choice });
            response.EnsureSuccessStatusCode();
        }
    }
}

/// <summary>A message as the endpoints show it.</summary>
internal sealed record RoomView(long Id, string Author, string? Name, bool Own, bool Private, string Language, string Text, RoomViewChoice[] Choices, long? ReplyTo = null);

/// <summary>A choice of a <see cref="RoomView"/>.</summary>
internal sealed record RoomViewChoice(string Id, string Label, bool Selected);
