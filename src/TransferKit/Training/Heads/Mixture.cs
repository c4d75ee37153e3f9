using System.Numerics.Tensors;

namespace TransferKit.Training.Heads;

/// <summary>Which rows of one batch are mixed, each with a partner, and how much of itself a row keeps.</summary>
/// <param name="Share">The row's own share, 0 to 1.</param>
/// <param name="Partners">The partner of every row.</param>
internal sealed record Mixture(float Share, int[] Partners)
{
    /// <summary>Mixes values [rows, columns] in place.</summary>
    public void Mix(Span<float> values) => Mix(values, _ => Share);

    /// <summary>Mixes targets [rows, outputs] and weights [rows] in place: a mixture weighs what its parts weigh, so that its loss is the
    /// mixture of their losses.</summary>
    public void MixTargets(Span<float> targets, Span<float> weights)
    {
        var old = weights.ToArray();
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = (Share * old[row]) + ((1 - Share) * old[Partners[row]]);
        }

        var mixed = weights.ToArray();
        Mix(targets, row => mixed[row] > 0 ? Share * old[row] / mixed[row] : Share);
    }

    private void Mix(Span<float> values, Func<int, float> shareOf)
    {
        var width = values.Length / Partners.Length;
        var old = values.ToArray();
        for (var row = 0; row < Partners.Length; row++)
        {
            var share = shareOf(row);
            var target = values.Slice(row * width, width);
            TensorPrimitives.Multiply(old.AsSpan(Partners[row] * width, width), 1 - share, target);
            TensorPrimitives.MultiplyAdd(old.AsSpan(row * width, width), share, target, target);
        }
    }
}
