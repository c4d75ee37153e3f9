namespace TransferKit.Artifacts;

/// <summary>A fully connected layer: activation(x · weights + bias).</summary>
/// <param name="Weights">Row-major [inputs, outputs].</param>
/// <param name="Bias">One value an output.</param>
/// <param name="Inputs">How many values come in.</param>
/// <param name="Outputs">How many values go out.</param>
/// <param name="Activation">What follows.</param>
public sealed record DenseLayer(float[] Weights, float[] Bias, int Inputs, int Outputs, Activation Activation = Activation.None);
