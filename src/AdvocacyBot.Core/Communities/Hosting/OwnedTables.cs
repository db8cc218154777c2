using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>The tables whose rows belong to communities, as the model declares them. Pure.</summary>
internal static class OwnedTables
{
    /// <returns>Their names, each after all tables that refer to it, so that rows can be deleted in this order.</returns>
    public static IReadOnlyList<string> Of(IModel model)
    {
        var seen = new HashSet<IEntityType>();
        var ordered = new List<IEntityType>();
        foreach (var type in model.GetEntityTypes())
            Visit(type);
        return [.. ordered.Where(t => t.FindDeclaredQueryFilter(CommunityFilter.Name) is not null).Select(t => t.GetTableName()!).Distinct(StringComparer.Ordinal)];

        void Visit(IEntityType type)
        {
            if (!seen.Add(type))
                return;
            foreach (var reference in type.GetReferencingForeignKeys())
                Visit(reference.DeclaringEntityType);
            ordered.Add(type);
        }
    }
}
