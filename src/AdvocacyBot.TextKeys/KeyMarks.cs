using Microsoft.CodeAnalysis;

namespace AdvocacyBot.TextKeys;

/// <summary>Reads which parameters are marked as keys.</summary>
/// <param name="mark">The attribute; null if the compilation does not have it.</param>
internal sealed class KeyMarks(INamedTypeSymbol? mark)
{
    /// <param name="parameter">Of a method, a constructor or an indexer.</param>
    /// <param name="owner">The class whose texts the key is for; null for any.</param>
    public bool IsKey(IParameterSymbol? parameter, out string? owner)
    {
        owner = null;
        if (mark is null || parameter?.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, mark)) is not { } found)
            return false;
        owner = (found.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol)?.Name;
        return true;
    }
}
