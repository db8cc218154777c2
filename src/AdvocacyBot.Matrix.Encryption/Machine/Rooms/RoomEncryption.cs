using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Rooms;

/// <summary>Which rooms are encrypted. A room that was encrypted once is encrypted for good, whatever its state says later.</summary>
internal static class RoomEncryption
{
    /// <summary>The defaults of m.room.encryption are also the upper limits: a room cannot ask for longer use of one session.</summary>
    public static readonly TimeSpan MaxPeriod = TimeSpan.FromDays(7);

    private const long MaxMessages = 100;
    private static readonly TimeSpan MinPeriod = TimeSpan.FromHours(1);

    public static RoomRow Default { get; } = new(true, MaxPeriod, MaxMessages);

    /// <summary>
    /// Reads m.room.encryption. Another algorithm makes the room unsupported only if it was never encrypted with Megolm; afterwards,
    /// any change of algorithm is a downgrade and is ignored, and the limits can only become stricter.
    /// </summary>
    public static void Seen(StepBuilder step, string roomId, JsonElement content)
    {
        var known = step.State.Rooms.Find(roomId);
        var supported = known?.Supported == true || content.Text("algorithm") == OlmAccount.MegolmAlgorithm;
        var row = new RoomRow(supported, Period(content, known), Messages(content, known));
        if (row != known)
            step.State = step.State with { Rooms = step.State.Rooms.Set(roomId, row) };
    }

    private static TimeSpan Period(JsonElement content, RoomRow? known)
    {
        var limit = known?.RotationPeriod ?? MaxPeriod;
        return content.Number("rotation_period_ms") is { } ms && ms < limit.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(Math.Max(ms, MinPeriod.TotalMilliseconds))
            : limit;
    }

    private static long Messages(JsonElement content, RoomRow? known)
    {
        var limit = known?.RotationMessages ?? MaxMessages;
        return content.Number("rotation_period_msgs") is { } count && count < limit ? Math.Max(count, 1) : limit;
    }
}
