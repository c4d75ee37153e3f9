using TransferKit.Graphs.Gradients.Rules;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>The rules by operator. To add one: copy a neighbour in Rules/ and list it here.</summary>
public static class RuleTable
{
    private static readonly Dictionary<string, OperatorRule> Rules = new OperatorRule[]
    {
        new AbsRule(),
        new AddRule(),
        new AveragePoolRule(),
        new BatchNormalizationRule(),
        new CastLikeRule(),
        new CastRule(),
        new ClipRule(),
        new ConcatRule(),
        new ConvRule(),
        new DivRule(),
        new DropoutRule(),
        new EluRule(),
        new ErfRule(),
        new ExpRule(),
        new ExpandRule(),
        new FlattenRule(),
        new GatherRule(),
        new GeluRule(),
        new GemmRule(),
        new GlobalAveragePoolRule(),
        new GlobalMaxPoolRule(),
        new HardSigmoidRule(),
        new HardSwishRule(),
        new IdentityRule(),
        new LayerNormalizationRule(),
        new LeakyReluRule(),
        new LogRule(),
        new LogSoftmaxRule(),
        new MatMulRule(),
        new MaxPoolRule(),
        new MaxRule(),
        new MinRule(),
        new MulRule(),
        new NegRule(),
        new PadRule(),
        new PowRule(),
        new ReciprocalRule(),
        new ReduceMaxRule(),
        new ReduceMeanRule(),
        new ReduceSumRule(),
        new ReluRule(),
        new ReshapeRule(),
        new SigmoidRule(),
        new SliceRule(),
        new SoftmaxRule(),
        new SoftplusRule(),
        new SoftsignRule(),
        new SplitRule(),
        new SqrtRule(),
        new SqueezeRule(),
        new SubRule(),
        new SumRule(),
        new TanhRule(),
        new TransposeRule(),
        new UnsqueezeRule(),
    }.ToDictionary(rule => rule.OperatorType);

    /// <summary>The operators that have a rule.</summary>
    public static IReadOnlyCollection<string> Operators => Rules.Keys;

    /// <summary>The rule of a node's operator.</summary>
    /// <exception cref="UnsupportedOperatorException">There is none.</exception>
    public static OperatorRule For(NodeProto node) => Find(node) ?? throw new UnsupportedOperatorException(node);

    internal static OperatorRule? Find(NodeProto node) => node.Domain is "" or "ai.onnx" ? Rules.GetValueOrDefault(node.OpType) : null;
}
