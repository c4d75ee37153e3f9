namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>An input or a node of a training graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">The operator; of an input, what it is.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Inputs">The tensors that it reads.</param>
/// <param name="Outputs">The tensors that it makes.</param>
internal sealed record GraphItem(string Name, string Operator, GraphItemKind Kind, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);

/// <summary>What an input or a node is for.</summary>
internal enum GraphItemKind
{
    /// <summary>A weight that is trained.</summary>
    Weight,

    /// <summary>The activation at the cut.</summary>
    Data,

    /// <summary>A node that leads to the loss and computes with constants alone, as a frozen normalisation's scale.</summary>
    Frozen,

    /// <summary>Another node that leads to the loss.</summary>
    Forward,

    /// <summary>A node that leads to gradients.</summary>
    Backward,

    /// <summary>A node that gives out a gradient.</summary>
    Gradient,
}
