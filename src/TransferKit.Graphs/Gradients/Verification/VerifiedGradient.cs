namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>How far one tensor's gradient is from the truth.</summary>
/// <param name="Parameter">The tensor: a weight, or the activation at the cut.</param>
/// <param name="Shape">Its shape in the model.</param>
/// <param name="Error">
/// The largest difference from central differences in float64: of an entry, relative to the largest entry, or of the derivative along a
/// random direction of the whole tensor, relative to the gradient's norm. What float64 cannot tell from zero counts as zero.
/// </param>
/// <param name="ErrorFloat32">How far the gradient that is trained with, in float32, is from that in float64: norm of the difference over the norm.</param>
/// <param name="Checked">Entries and directions that were compared.</param>
/// <param name="Kinks">Entries and directions that were not, because the loss has a kink there at the smallest step too.</param>
public sealed record VerifiedGradient(string Parameter, IReadOnlyList<long> Shape, double Error, double ErrorFloat32, int Checked, int Kinks);
