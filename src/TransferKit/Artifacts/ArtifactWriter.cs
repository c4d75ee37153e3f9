using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Makes the one ONNX file that stands alone (docs/model-file.md): input normalisation, trunk, heads and metadata.</summary>
public static class ArtifactWriter
{
    internal const int FileFormatVersion = 8;

    /// <summary>Builds the model and writes it, atomically.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    /// <inheritdoc cref="Build"/>
    public static void Save(ArtifactContent content, string path) => Build(content).Save(path);

    /// <summary>Builds the model and runs it once, for its golden vectors.</summary>
    /// <exception cref="InvalidOptionsException">A task's name cannot name an output.</exception>
    /// <exception cref="ArgumentException">A head's parts do not fit together, or a number in it is not finite.</exception>
    /// <exception cref="InvalidModelException">The backbone cannot be saved: an operator, a missing tensor, a frozen batch size.</exception>
    public static OnnxModel Build(ArtifactContent content)
    {
        TaskNames.Check([.. content.Heads.Select(head => head.Task.Name)]);
        foreach (var head in content.Heads)
        {
            head.Check();
        }

        var builder = new GraphBuilder("transferkit");
        foreach (var head in content.Heads)
        {
            builder.Fresh(head.Task.Name);
        }

        content.Adapter?.Check();
        var trunk = FeatureGraph.Build(content.Stages, content.Features);
        var names = TrunkGraph.Add(builder, trunk.Model, InputGraph.Add(builder, content.Input));
        var features = names[trunk.Model.Proto.Graph.Output.Single().Name];
        features = content.Adapter is { } adapter ? AdapterGraph.Add(builder, adapter, AdapterNames.Shared, features) : features;
        foreach (var head in content.Heads)
        {
            head.CheckWidth(trunk.Columns);
            HeadGraph.Add(builder, head, features);
        }

        var model = builder.ToModel((int)OperatorSets.Target(trunk.Model), FileFormatVersion);
        var metadata = new ArtifactMetadata
        {
            Tasks = [.. content.Heads.Select(head => new ArtifactTask(head.Task.Name, head.Task.Kind, head.Task.Column, head.Classes)
            {
                Thresholds = head.Thresholds.Count > 0 ? head.Thresholds : null,
                LogScale = head.Task.LogScale,
                Metric = head.Task.Metric,
                Costs = head.Task.Costs?.For(head.Classes).Rows,
                Maps = head.Grid?.Maps.Select(int[] (map) => [map.First, map.Rows, map.Columns, map.Channels]).ToArray(),
            })],
            Input = ArtifactInput.Of(content.Input),
            Features = new([.. content.Features.Taps.Select(tap => tap with { Tensor = names[tap.Tensor] })]),
            Metrics = content.Metrics,
            Provenance = content.Provenance,
            TrainingImages = content.TrainingImages,
            Golden = GoldenRun.Make(OnnxModel.From(model), content),
            Times = content.Times,
        };
        MetadataJson.Write(model, metadata);
        return OnnxModel.From(model);
    }
}
