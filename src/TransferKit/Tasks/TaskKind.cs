namespace TransferKit.Tasks;

/// <summary>What kind of label a task has.</summary>
public enum TaskKind
{
    /// <summary>One class of several; the model gives probabilities [N, classes].</summary>
    Classification,

    /// <summary>A number; the model gives the value in the user's units [N, 1].</summary>
    Regression,

    /// <summary>Any of several labels, or none; the model gives the probability of each [N, labels].</summary>
    MultiLabel,

    /// <summary>One level of several that have an order; the model gives probabilities [N, levels].</summary>
    Ordinal,

    /// <summary>Where one object is; the model gives left, upper, right and lower side in shares of the picture's sides [N, 4].</summary>
    Box,
}
