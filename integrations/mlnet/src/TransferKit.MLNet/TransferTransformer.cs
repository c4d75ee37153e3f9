using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Graphs.Onnx;
using TransferKit.MLNet.Scoring;
using TransferKit.Training;

namespace TransferKit.MLNet;

/// <summary>
/// Scores images. Whole data are read lazily, some rows ahead and several at a time. What is saved, and what a PredictionEngine runs row by row,
/// are steps of ML.NET's own that give the same values: after loading, the model is a chain of those.
/// </summary>
/// <remarks>
/// A transformer may be used by any number of threads at once; a PredictionEngine by one at a time, as ever in ML.NET (PredictionEnginePool gives
/// every caller its own). Disposing frees the sessions of ONNX Runtime, for prediction engines made from it too.
/// </remarks>
public sealed class TransferTransformer : ITransformer, IDisposable
{
    private readonly ScoringPlan _plan;
    private readonly ITransformer _reading;
    private readonly ITransformer _naming;
    private readonly TransformerChain<ITransformer> _steps;
    private readonly RowScorer _scorer;

    internal TransferTransformer(ScoringPlan plan, IDataView data, OnnxModel artifact, TransferRun? run = null)
    {
        (_plan, Artifact, Run) = (plan, artifact, run);
        (_reading, _naming) = plan.Fit(data);
        _steps = new(_reading, _naming);
        _scorer = new(plan);
    }

    /// <summary>
    /// The model as TransferKit saves it: one ONNX file that stands alone, with input <c>image</c>. <c>Artifact.Save(path)</c> writes it, and
    /// <see cref="Artifacts.Predictor"/> loads it. For features, the part of the backbone that computes them.
    /// </summary>
    public OnnxModel Artifact { get; }

    /// <summary>The training that the model came from, with its figures and their intervals; null where nothing was trained.</summary>
    public TransferRun? Run { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _steps.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_steps).GetRowToRowMapper(inputSchema);

    /// <summary>The data with the columns that are added, computed when they are read.</summary>
    /// <param name="input">The data, with the column of images. They are read by two cursors at once, which have to give the same rows.</param>
    /// <exception cref="Imaging.InvalidImageException">While reading: an image cannot be read, and that is not allowed.</exception>
    public IDataView Transform(IDataView input) => _naming.Transform(new ScoredView(input, _reading.GetOutputSchema(input.Schema), _plan, _scorer));

    /// <inheritdoc/>
    public void Dispose()
    {
        _scorer.Dispose();
        _steps.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_steps).Save(ctx);
}
