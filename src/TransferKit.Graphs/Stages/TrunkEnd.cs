namespace TransferKit.Graphs.Stages;

/// <summary>Where a backbone stops being a feature extractor.</summary>
/// <param name="Tensor">The last map, token tensor or feature vector before pooling and classifier.</param>
/// <param name="ClassToken">Whether the classifier reads one token of a token tensor [N, tokens, channels], at index 0.</param>
/// <param name="Reason">Why here, for the user: a guess is said.</param>
public sealed record TrunkEnd(string Tensor, bool ClassToken, string Reason);
