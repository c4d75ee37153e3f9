namespace TransferKit.Graphs.Stages;

/// <summary>How a stage's activations become one row of features an image.</summary>
[Flags]
public enum FeaturePooling
{
    /// <summary>The mean over the map; of token tensors the class token, where the classifier reads one, else the mean.</summary>
    Mean = 1,

    /// <summary>The largest value over the map or the tokens.</summary>
    Max = 2,
}
