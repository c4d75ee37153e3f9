using TransferKit.Graphs.Onnx;
using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>Checks that a file's graph is what its metadata says, before it is run.</summary>
internal static class ModelContract
{
    /// <summary>Checks input and outputs.</summary>
    /// <exception cref="InvalidModelException">They do not agree; the message says which.</exception>
    public static void Check(OnnxModel model, ArtifactMetadata metadata)
    {
        var graph = model.Proto.Graph;
        var inputs = graph.Input.Select(Describe).ToList();
        var wanted = $"{InputGraph.Name} [N, 3, {metadata.Input.Height}, {metadata.Input.Width}]";
        Require(inputs is [var only] && only == wanted, $"takes {string.Join(", ", inputs)} where its metadata needs {wanted}");
        Require(metadata.Tasks.Count == graph.Output.Count, $"has {graph.Output.Count} outputs for {metadata.Tasks.Count} tasks");
        foreach (var (task, output) in metadata.Tasks.Zip(graph.Output.Select(Describe)))
        {
            var width = task.Kind == TaskKind.Classification ? task.Classes.Count : 1;
            Require(output == $"{task.Name} [N, {width}]", $"gives {output} where the task '{task.Name}' needs {task.Name} [N, {width}]");
        }

        void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new InvalidModelException($"'{model.Path}' {found}: it is damaged, or another tool changed it.", model.Path);
            }
        }
    }

    private static string Describe(ValueInfoProto value) =>
        $"{value.Name} [{string.Join(", ", value.Type?.TensorType?.Shape?.Dim.Select(d => d.HasDimValue ? $"{d.DimValue}" : "N") ?? [])}]";
}
