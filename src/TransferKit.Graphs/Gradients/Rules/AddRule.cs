namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a + b: a sum of two.</summary>
internal sealed class AddRule : SumRule
{
    public override string OperatorType => "Add";
}
