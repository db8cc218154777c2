using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AdvocacyBot.TextKeys;

/// <summary>What the compiler knows of a key: all of it, or how it begins and ends.</summary>
internal readonly struct KeyPattern(string start, string end, bool isWhole)
{
    /// <summary>The keys that an expression can have; empty if nothing is known of it.</summary>
    public static IEnumerable<KeyPattern> Of(IOperation expression)
    {
        if (expression.ConstantValue is { HasValue: true, Value: string constant })
            return [new KeyPattern(constant, "", isWhole: true)];
        return expression switch
        {
            IConversionOperation conversion => Of(conversion.Operand),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Of(choice.WhenTrue).Concat(Of(otherwise)),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Of(arm.Value)),
            ICoalesceOperation choice => Of(choice.Value).Concat(Of(choice.WhenNull)),
            IInterpolatedStringOperation text => [new KeyPattern(Literal(text.Parts.FirstOrDefault()), Literal(text.Parts.LastOrDefault()), isWhole: false)],
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => [new KeyPattern(Constant(First(sum)), Constant(sum.RightOperand), isWhole: false)],
            _ => [],
        };
    }

    public bool Matches(string key) => isWhole
        ? key == start
        : key.Length >= start.Length + end.Length && key.StartsWith(start, StringComparison.Ordinal) && key.EndsWith(end, StringComparison.Ordinal);

    /// <summary>The key of the text for a single thing.</summary>
    public KeyPattern ForOne() => new(isWhole ? start + ".one" : start, isWhole ? "" : end + ".one", isWhole);

    public override string ToString() => isWhole ? start : $"{start}…{end}";

    private static IOperation First(IBinaryOperation sum) => sum.LeftOperand is IBinaryOperation inner ? First(inner) : sum.LeftOperand;

    private static string Literal(IInterpolatedStringContentOperation? part) => part is IInterpolatedStringTextOperation text ? Constant(text.Text) : "";

    private static string Constant(IOperation value) => value.ConstantValue is { HasValue: true, Value: string text } ? text : "";
}
