using TransferKit.Backbones;
using TransferKit.Evaluation;
using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Artifacts;

/// <summary>Checks that a file's graph is what its metadata says, before it is run.</summary>
internal static class ModelContract
{
    /// <summary>Checks input and outputs.</summary>
    /// <exception cref="InvalidModelException">They do not agree; the message says which.</exception>
    public static void Check(OnnxModel model, ArtifactMetadata metadata)
    {
        var graph = model.Proto.Graph;
        var (width, height) = (metadata.Input.Width, metadata.Input.Height);
        Require(IsSide(width) && IsSide(height), $"takes pictures of {width} x {height}");
        var inputs = graph.Input.Select(Describe).ToList();
        var wanted = $"{InputGraph.Name} [N, 3, {height}, {width}]";
        Require(inputs is [var only] && only == wanted, $"takes {string.Join(", ", inputs)} where its metadata needs {wanted}");
        Require(metadata.Tasks.Count == graph.Output.Count, $"has {graph.Output.Count} outputs for {metadata.Tasks.Count} tasks");
        foreach (var task in metadata.Tasks.Where(task => task.Metric is not null))
        {
            Require(KindRules.Of(task.Kind).Find(task.Metric!) is not null, $"names the metric '{task.Metric}' of '{task.Name}', which tasks of its kind do not have");
        }

        foreach (var task in metadata.Tasks.Where(task => task.Costs is not null))
        {
            Require(task.Kind == TaskKind.Classification && CostMatrix.Fits(task.Costs!, task.Classes.Count), $"has costs of '{task.Name}' that do not fit its {task.Classes.Count} classes");
        }

        foreach (var (task, output) in metadata.Tasks.Zip(graph.Output.Select(Describe)))
        {
            var columns = KindRules.Of(task.Kind).Outputs(task.Classes.Count);
            Require(output == $"{task.Name} [N, {columns}]", $"gives {output} where the task '{task.Name}' needs [N, {columns}]");
            Require(task.Kind == TaskKind.Box == task.Maps is { Count: > 0 } && (task.Maps ?? []).All(map => map.Count == 4), $"has no maps that '{task.Name}' could find a box in, or some for another kind");
            Require(
                task.Thresholds is not { } limits || (limits.Count == task.Classes.Count && limits.All(limit => limit is >= 0 and <= 1)),
                $"has other thresholds for '{task.Name}' than one between 0 and 1 for each of its {task.Classes.Count} labels");
        }

        void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new InvalidModelException($"'{model.Path}' {found}: it is damaged, or another tool changed it.", model.Path);
            }
        }
    }

    private static bool IsSide(int pixels) => pixels is >= 1 and <= BackboneOptions.GreatestInputSize;

    private static string Describe(ValueInfoProto value) =>
        $"{value.Name} [{string.Join(", ", value.Type?.TensorType?.Shape?.Dim.Select(d => d.HasDimValue ? $"{d.DimValue}" : "N") ?? [])}]";
}
