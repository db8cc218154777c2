using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Which public messages are about which subjects, so that a corrected claim, an edited article or a
/// mobilization's new counts find the messages to edit. Private messages are not remembered.
/// </summary>
public sealed class MessageSubjects(BotDb db, WriteTransaction write, TimeProvider clock)
{
    /// <summary>How long a message is remembered; a mobilization may be announced many months ahead.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(400);

    /// <summary>Remembers a message that has been shown, within the present transaction.</summary>
    public void Remember(MessageRef message, Reply reply)
    {
        if (reply.Visibility == Visibility.Private || reply.Community == CommunityScope.Shared)
            return;

        foreach (var subject in reply.Subjects.Distinct(StringComparer.Ordinal))
        {
            db.MessageSubjects.Add(new MessageSubject
            {
                CommunityId = reply.Community,
                Subject = subject,
                Platform = message.Channel.Platform,
                Channel = message.Channel.Id,
                Message = message.Id,
                Language = reply.Language,
                At = clock.UtcNow,
            });
        }
    }

    /// <summary>Remembers an answer that a platform has just shown; for platforms, which have no transaction of their own.</summary>
    public Task RememberAsync(MessageRef message, Reply reply, CancellationToken ct) =>
        reply.Subjects.Count == 0 || reply.Visibility == Visibility.Private || reply.Community == CommunityScope.Shared
            ? Task.CompletedTask
            : write.RunAsync($"message/{message}", inner => RememberAsync([(message, reply)], inner), ct);

    /// <summary>Remembers several answers, with two statements for those on one platform, within the present transaction.</summary>
    public async Task RememberAsync(IReadOnlyCollection<(MessageRef Message, Reply Reply)> answers, CancellationToken ct)
    {
        foreach (var platform in answers.GroupBy(a => a.Message.Channel.Platform, StringComparer.Ordinal))
        {
            var (channels, messages) = (platform.Select(a => a.Message.Channel.Id).Distinct().ToList(), platform.Select(a => a.Message.Id).Distinct().ToList());
            // A repeated event may have stored some of them.
            await db.MessageSubjects.AcrossCommunities()
                .Where(s => s.Platform == platform.Key && channels.Contains(s.Channel) && messages.Contains(s.Message))
                .ExecuteDeleteAsync(ct);
        }

        foreach (var (message, reply) in answers.DistinctBy(a => a.Message))
            Remember(message, reply);
    }

    /// <summary>Forgets a message that no longer exists.</summary>
    public Task ForgetAsync(MessageRef message, CancellationToken ct) =>
        write.RunAsync(
            $"message/{message}",
            inner => db.MessageSubjects.AcrossCommunities()
                .Where(s => s.Platform == message.Channel.Platform && s.Channel == message.Channel.Id && s.Message == message.Id)
                .ExecuteDeleteAsync(inner),
            ct);

    /// <summary>Deletes which messages were about subjects that are never rewritten again. Joins the present transaction.</summary>
    public Task ForgetAsync(IReadOnlyCollection<string> subjects, CancellationToken ct) =>
        db.MessageSubjects.Where(s => subjects.Contains(s.Subject)).ExecuteDeleteAsync(ct);

    /// <summary>Everything that one message is about.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(MessageRef message, CancellationToken ct) =>
        await db.MessageSubjects
            .Where(s => s.Platform == message.Channel.Platform && s.Channel == message.Channel.Id && s.Message == message.Id)
            .OrderBy(s => s.Id).Select(s => s.Subject).ToListAsync(ct);

    /// <summary>The messages about a subject, oldest first, with the language that each is written in.</summary>
    public async Task<IReadOnlyList<MessageSubject>> AboutAsync(string subject, CancellationToken ct) =>
        await db.MessageSubjects.AsNoTracking().Where(s => s.Subject == subject).OrderBy(s => s.Id).ToListAsync(ct);
}

/// <summary>A message and one thing that it is about.</summary>
public sealed class MessageSubject : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>As <see cref="Chat.Subject"/> writes it.</summary>
    public required string Subject { get; init; }

    public required string Platform { get; init; }

    public required string Channel { get; init; }

    public required string Message { get; init; }

    public required Languages.Language Language { get; init; }

    public required DateTime At { get; init; }

    public MessageRef MessageRef => new(new ChannelRef(Platform, Channel), Message);
}

internal static class MessageSubjectSet
{
    extension(BotDb db)
    {
        public DbSet<MessageSubject> MessageSubjects => db.Set<MessageSubject>();
    }
}

internal sealed class MessageSubjectMapping : IEntityTypeConfiguration<MessageSubject>
{
    public void Configure(EntityTypeBuilder<MessageSubject> builder)
    {
        builder.ToTable("MessageSubjects").HasKey(s => s.Id);
        builder.Ignore(s => s.MessageRef);
        builder.HasIndex(s => new { s.Subject, s.Platform, s.Channel, s.Message }).IsUnique();
        builder.HasIndex(s => new { s.Platform, s.Channel, s.Message });
        builder.HasIndex(s => s.At);
    }
}
