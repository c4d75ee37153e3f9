namespace TransferKit.Datasets;

/// <summary>One fold of a cross-validation.</summary>
/// <param name="Train">Indices into <see cref="ImageDataset.Samples"/> to learn from, ascending.</param>
/// <param name="HeldOut">Indices to predict, ascending; over all folds every index once.</param>
public readonly record struct Fold(IReadOnlyList<int> Train, IReadOnlyList<int> HeldOut);
