namespace TransferKit.Backbones;

/// <summary>How a model orders the axes of a batch of pictures.</summary>
public enum TensorLayout
{
    /// <summary>Channels first: [batch, 3, height, width].</summary>
    Nchw,

    /// <summary>Channels last: [batch, height, width, 3].</summary>
    Nhwc,
}
