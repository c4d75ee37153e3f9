namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>Names of activations, as Keras spells them.</summary>
internal static class Activations
{
    /// <summary>No activation.</summary>
    public const string None = "linear";
}
