namespace TransferKit.Graphs.Gradients;

/// <summary>One step of the forward graph that the reverse walk goes back over.</summary>
/// <param name="Output">The tensor that it makes.</param>
/// <param name="Operators">The operator whose rule goes back, and that of the model's node which was lowered to it.</param>
/// <param name="Backward">Adds its shares to the gradients of its inputs, given that of its output.</param>
internal sealed record TapeEntry(string Output, string[] Operators, Action<GradientContext, string> Backward);
