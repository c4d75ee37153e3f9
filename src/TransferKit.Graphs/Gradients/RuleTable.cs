using TransferKit.Graphs.Gradients.Rules;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>The rules by operator. To add one: copy a neighbour in Rules/ and list it here.</summary>
public static class RuleTable
{
    private static readonly Dictionary<string, OperatorRule> Rules = new OperatorRule[]
    {
        new AddRule(),
        new BatchNormalizationRule(),
        new CastLikeRule(),
        new DivRule(),
        new GemmRule(),
        new IdentityRule(),
        new LogSoftmaxRule(),
        new MatMulRule(),
        new MulRule(),
        new NegRule(),
        new ReduceMeanRule(),
        new ReduceSumRule(),
        new ReluRule(),
        new SqrtRule(),
        new SubRule(),
    }.ToDictionary(rule => rule.OperatorType);

    /// <summary>The operators that have a rule.</summary>
    public static IReadOnlyCollection<string> Operators => Rules.Keys;

    /// <summary>The rule of a node's operator.</summary>
    /// <exception cref="UnsupportedOperatorException">There is none.</exception>
    public static OperatorRule For(NodeProto node) =>
        node.Domain.Length == 0 && Rules.TryGetValue(node.OpType, out var rule) ? rule : throw new UnsupportedOperatorException(node);
}
