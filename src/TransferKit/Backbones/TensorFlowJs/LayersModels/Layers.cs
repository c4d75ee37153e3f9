namespace TransferKit.Backbones.TensorFlowJs.LayersModels;

/// <summary>Keras classes that more than their own rule must know.</summary>
internal static class Layers
{
    /// <summary>Where the picture enters.</summary>
    public const string Input = "InputLayer";

    /// <summary>Batch normalisation.</summary>
    public const string BatchNormalization = "BatchNormalization";

    /// <summary>Convolutions that a batch normalisation can be folded into.</summary>
    public static bool IsConvolution(Layer layer) => layer.Class is "Conv2D" or "DepthwiseConv2D";
}
