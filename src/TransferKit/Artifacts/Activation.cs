namespace TransferKit.Artifacts;

/// <summary>What follows a dense layer.</summary>
public enum Activation
{
    /// <summary>Nothing: the last layer.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,
}
