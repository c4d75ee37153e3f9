namespace TransferKit.Graphs.Gradients;

/// <summary>Spoils one share of one rule's gradients, so that tests can show that a check notices it.</summary>
/// <param name="operatorType">The rule, also where it is lowered to other operators.</param>
/// <param name="share">Which share is spoilt, counted from 0 in the order of the reverse walk.</param>
/// <param name="factor">What it is multiplied by.</param>
internal sealed class GradientFault(string operatorType, int share, double factor)
{
    /// <summary>Shares of that rule so far.</summary>
    public int Shares { get; private set; }

    /// <summary>A share as it is, or spoilt.</summary>
    public string Apply(GradientContext context, TapeEntry entry, string gradient) =>
        entry.Operators.Contains(operatorType) && Shares++ == share
            ? context.Node("Mul", [gradient, context.Scalar(factor)])
            : gradient;
}
