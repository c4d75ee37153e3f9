using Microsoft.ML;
using Microsoft.ML.Runtime;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.MLNet.Pictures;
using TransferKit.MLNet.Scoring;

namespace TransferKit.MLNet;

/// <summary>Makes a vector of features from an image; nothing is trained.</summary>
public sealed class TransferFeaturesEstimator : IEstimator<TransferTransformer>
{
    private readonly FeatureModel _features;
    private readonly ScoringPlan _plan;

    internal TransferFeaturesEstimator(IHostEnvironment? environment, string outputColumn, string inputColumn, Backbone backbone, TransferFeaturesOptions options)
    {
        options.Checked();
        _features = FeatureModel.Of(backbone, options.Features);
        var rule = new PictureRule(backbone.Input.Width, backbone.Input.Height, backbone.Input.Resize, options.BadImages);
        var graph = new PictureGraph(_features.Model, rule);
        var output = graph.Add(new("TransferKitFeatures", FeatureModel.Output, _features.Columns.Count, _features.Columns, float.NaN));
        _plan = new()
        {
            Graph = graph.Build(),
            Rule = rule,
            ImageColumn = inputColumn,
            ErrorColumn = options.ErrorColumnName,
            OutputColumns = [new VectorColumn(outputColumn, output)],
            Threads = options.Threads,
            Environment = environment,
        };
    }

    /// <summary>Makes the transformer; the data are not read.</summary>
    /// <exception cref="Foundation.InvalidOptionsException">The column of images is not there, or holds neither paths nor bytes.</exception>
    public TransferTransformer Fit(IDataView input) => new(_plan, input, _features.Model);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _plan.ShapeOf(inputSchema);
}
