using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>One graph that a gradient rule is checked on.</summary>
/// <param name="Operator">The rule that it is about.</param>
/// <param name="Name">What is special about it.</param>
/// <param name="Check">Its inputs.</param>
/// <param name="Build">Writes it and returns the tensor whose weighted sum is the loss.</param>
internal sealed record RuleCase(string Operator, string Name, GradientCheck Check, Func<GraphBuilder, string> Build)
{
    /// <summary>How a test calls it.</summary>
    public string Title => $"{Operator}, {Name}";

    public CheckedGraph Derive() => Check.Derive(Build);
}
