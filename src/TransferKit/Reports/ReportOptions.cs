using TransferKit.Foundation;
using TransferKit.Strategy;

namespace TransferKit.Reports;

/// <summary>What a report shows.</summary>
public sealed record ReportOptions
{
    /// <summary>The most images that a gallery may show.</summary>
    internal const int MostPictures = 1_000;

    /// <summary>How the run is diagnosed, and which task.</summary>
    /// <value>Default: the first task.</value>
    public DiagnosisOptions Diagnosis { get; init; } = new();

    /// <summary>How many wrong images the gallery shows, the worst first.</summary>
    /// <value>Default 60; 0 to 1,000.</value>
    public int Gallery { get; init; } = 60;

    /// <summary>Whether every stage is probed, which takes a few seconds for a few hundred images.</summary>
    /// <value>Default true; needs the model file.</value>
    public bool Probe { get; init; } = true;

    /// <summary>Whether a learning curve is measured: heads on five folds of parts of the training images, which takes some five times as long as a training of the head with folds.</summary>
    /// <value>Default false.</value>
    public bool Curve { get; init; }

    /// <summary>With <see cref="Curve"/>, how many training images the models learn from.</summary>
    /// <value>Default empty: an eighth, a quarter, a half and all of a fold's, where they are enough to learn from; else as in <see cref="Strategy.Curves.LearningCurveOptions.Sizes"/>.</value>
    public IReadOnlyList<int> CurveSizes { get; init; } = [];

    /// <summary>With <see cref="CurveSizes"/>, whether all training images of a fold are one more size.</summary>
    /// <value>Default true.</value>
    public bool CurveWithAll { get; init; } = true;

    /// <summary>What <c>compare --pipeline --json</c> wrote on the same data, or null.</summary>
    /// <value>Default null.</value>
    public string? PipelineComparison { get; init; }

    /// <summary>A CSV file with the columns <c>path</c> and <c>tags</c>, or null.</summary>
    /// <value>Default null.</value>
    public string? TagsFile { get; init; }

    /// <summary>The folder of computed features, or null.</summary>
    /// <value>Default null.</value>
    public string? CacheFolder { get; init; }

    /// <summary>Threads.</summary>
    /// <value>Default: the processors of the machine; 1 to 1,024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 1024);

    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    internal void Check()
    {
        if (Gallery is < 0 or > MostPictures)
        {
            throw new InvalidOptionsException($"'gallery' is {Gallery}; allowed: 0 to 1000.");
        }
    }
}
