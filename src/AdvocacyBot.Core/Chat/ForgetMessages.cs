using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Chat;

/// <summary>Forgets what old messages were about.</summary>
internal sealed class ForgetMessages(BotDb db, WriteTransaction write, TimeProvider clock) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        var before = clock.UtcNow - MessageSubjects.Memory;
        await write.RunAsync("messages", inner => db.MessageSubjects.AcrossCommunities().Where(s => s.At < before).ExecuteDeleteAsync(inner), ct);
    }
}
