using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AdvocacyBot.TextKeys;

/// <summary>
/// Refuses to compile a key for which no resource file has a text: where texts are read, and where a value is passed for a parameter
/// that is marked as a key.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TextKeyAnalyzer : DiagnosticAnalyzer
{
    private const string Texts = "AdvocacyBot.Core.Languages.Texts";
    private const string Mark = "AdvocacyBot.Core.Languages.TextKeyAttribute";

    private static readonly DiagnosticDescriptor Unknown = new(
        "ABT001", "Text without a resource", "No resource file of {0} has the text '{1}'", "Texts", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor Unmarked = new(
        "ABT002", "Key that is not checked", "Mark the parameter '{0}' with [TextKey], so that the values passed for it are checked", "Texts",
        DiagnosticSeverity.Error, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unknown, Unmarked];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Texts) is not { } texts)
                return;
            var marks = new KeyMarks(start.Compilation.GetTypeByMetadataName(Mark));
            var keys = new ResourceKeys(start.Options.AdditionalFiles, start.CancellationToken);
            start.RegisterOperationAction(
                operation => Check(operation, texts, marks, keys), OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.ObjectCreation);
        });
    }

    private static void Check(OperationAnalysisContext context, INamedTypeSymbol texts, KeyMarks marks, ResourceKeys keys)
    {
        var (arguments, receiver, method) = context.Operation switch
        {
            IPropertyReferenceOperation property => (property.Arguments, property.Instance, ""),
            IInvocationOperation call => (call.Arguments, call.Instance, call.TargetMethod.Name),
            IObjectCreationOperation creation => (creation.Arguments, null, ""),
            _ => (ImmutableArray<IArgumentOperation>.Empty, null, ""),
        };
        var readsTexts = SymbolEqualityComparer.Default.Equals(receiver?.Type, texts);
        foreach (var argument in arguments)
        {
            if (!marks.IsKey(argument.Parameter, out var owner))
                continue;
            if (readsTexts)
                owner = OwnerOf(receiver!);
            // What a lambda gets comes from a collection, which no mark reaches.
            if (argument.Value is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } passedOn }
                && !marks.IsKey(passedOn, out _))
                context.ReportDiagnostic(Diagnostic.Create(Unmarked, argument.Value.Syntax.GetLocation(), passedOn.Name));
            var patterns = KeyPattern.Of(argument.Value);
            foreach (var key in readsTexts && method == "FormatCount" ? patterns.SelectMany(p => new[] { p, p.ForOne() }) : patterns)
            {
                if (!keys.Has(owner, key))
                    context.ReportDiagnostic(Diagnostic.Create(Unknown, argument.Value.Syntax.GetLocation(), owner ?? "any feature", key));
            }
        }
    }

    /// <summary>The class whose static member holds the texts; null for a variable, which may hold those of any class.</summary>
    private static string? OwnerOf(IOperation receiver) => receiver is IMemberReferenceOperation { Member: { IsStatic: true } member } ? member.ContainingType.Name : null;
}
