namespace TransferKit.Training;

/// <summary>What heads are trained with unless the user says otherwise; measured on the data sets of bench/heads.</summary>
public static class HeadDefaults
{
    private const int Steps = 400;
    private const int FewestEpochs = 10;
    private const int MostEpochs = 100;

    /// <summary>The strengths of L2 that are compared, on the scale of a mean loss over rows.</summary>
    public static IReadOnlyList<double> Strengths { get; } = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

    /// <summary>The strengths of decoupled decay that are compared.</summary>
    public static IReadOnlyList<double> DecoupledStrengths { get; } = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    /// <summary>Folds of the cross-validation that picks the strength.</summary>
    public static int SelectionFolds => 5;

    /// <summary>Above this many rows, one fifth of them picks the strength once instead.</summary>
    public static int OneFoldAbove => 5_000;

    /// <summary>Enough epochs for about 400 steps, but 10 to 100.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="batch">Rows a step.</param>
    public static int Epochs(int rows, int batch) => Math.Clamp(Steps * batch / Math.Max(1, rows), FewestEpochs, MostEpochs);
}
