using System.Globalization;
using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Tests.Communities.Hosting;

/// <summary>Adds one row to every table of the model that communities own, in the community in scope, and dumps such rows.</summary>
internal static class SomeRows
{
    /// <param name="first">Values count from here, so that they are unique.</param>
    public static async Task AddAsync(BotDb db, int first)
    {
        var (made, next) = (new Dictionary<IEntityType, object>(), first);
        foreach (var type in db.Model.GetEntityTypes().Where(IsOwned))
            Make(type);
        await db.SaveChangesAsync();

        object Make(IEntityType type)
        {
            if (made.TryGetValue(type, out var known))
                return known;
            var row = made[type] = RuntimeHelpers.GetUninitializedObject(type.ClrType);
            var entry = db.Entry(row);
            foreach (var property in type.GetProperties())
                entry.Property(property.Name).CurrentValue = ValueOf(property);
            db.Add(row);
            return row;
        }

        object? ValueOf(IProperty property)
        {
            if (property.Name == nameof(ICommunityOwned.CommunityId))
                return db.CommunityId;
            // Columns that refer to a row of the model do, with a constraint or without one.
            var type = property.DeclaringType.ContainingEntityType;
            var principal = property.GetContainingForeignKeys().FirstOrDefault()?.PrincipalEntityType
                ?? db.Model.GetEntityTypes().FirstOrDefault(t => property.Name == t.ClrType.Name + "Id");
            if (principal is not null && !property.IsPrimaryKey() | principal != type)
                return property.IsNullable ? null : principal == type ? 0L : db.Entry(Make(principal)).Property("Id").CurrentValue;
            return property.IsNullable ? null : Any(property);
        }

        object Any(IProperty property)
        {
            var clr = property.ClrType;
            var n = next++;
            return clr == typeof(string) ? string.Create(CultureInfo.InvariantCulture, $"some-{n}")
                : clr == typeof(DateTime) ? new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc)
                : clr == typeof(DateOnly) ? new DateOnly(2026, 5, 1)
                : clr == typeof(byte[]) ? new byte[] { 1 }
                : clr == typeof(bool) ? false
                : clr.IsEnum ? Enum.GetValues(clr).GetValue(0)!
                : Convert.ChangeType(n, clr, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The rows of each table, or only a community's, as sorted lines of text.</summary>
    public static async Task<IReadOnlyList<string>> DumpAsync(BotDb db, Func<IEntityType, bool> tables, long? community)
    {
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var type in db.Model.GetEntityTypes().Where(tables))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{type.GetTableName()}\"{(community is { } id ? $" WHERE \"CommunityId\" = {id}" : "")}";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                lines.Add($"{type.GetTableName()}: {string.Join(", ", Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue))}");
        }

        await db.Database.CloseConnectionAsync();
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    public static bool IsOwned(IEntityType type) => type.FindDeclaredQueryFilter(CommunityFilter.Name) is not null;
}
