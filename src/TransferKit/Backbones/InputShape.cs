using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using Dimension = TransferKit.Graphs.Onnx.TensorShapeProto.Types.Dimension;

namespace TransferKit.Backbones;

/// <summary>Makes the batch size the only unknown dimension of a model's picture.</summary>
internal static class InputShape
{
    private const string Batch = "N";
    private const int ProbeBatch = 2;

    /// <summary>
    /// Writes the picture's size into the input and frees the batch. A size or batch that the file fixed is changed only if the
    /// graph runs so.
    /// </summary>
    /// <exception cref="InvalidModelException">The graph does not work with that size or with a free batch.</exception>
    public static OnnxModel Fix(OnnxModel model, InputSpec input, List<string> notes)
    {
        var before = Dimensions(model.Proto, input.Name);
        var wanted = input.Shape(batch: 1)[1..];
        var batch = Size(before[0]);
        long?[] sizes = [.. before.Skip(1).Select(Size)];
        var same = sizes.SequenceEqual(wanted.Select(size => (long?)size));
        if (batch is null && same)
        {
            return model;
        }

        var changed = model.Proto.Clone();
        Write(changed, input.Name, wanted, same);
        if (batch is not null)
        {
            Probe(
                changed, input, model.Path,
                $"{PictureInput.Describe(model)} fixes the batch of '{input.Name}' at {batch}, and its graph does not run with another. "
                + "Export it with a free batch axis.");
            notes.Add($"The file fixed the batch at {batch}; it was freed, and the graph runs so.");
        }

        if (sizes.Zip(wanted).Any(pair => pair.First is { } size && size != pair.Second))
        {
            var (own, other) = (string.Join(" x ", sizes.Select(size => size?.ToString() ?? "?")), string.Join(" x ", wanted));
            Probe(
                changed, input, model.Path,
                $"{PictureInput.Describe(model)} is made for pictures of {own}, and does not run with {other}. Leave the option input-size out.");
            notes.Add($"The file is made for pictures of {own}; the size was changed to {other}, and the graph runs so.");
        }

        return OnnxModel.Parse(changed.ToByteArray(), model.Path);
    }

    private static void Write(ModelProto model, string input, long[] wanted, bool sizeKept)
    {
        var dimensions = Dimensions(model, input);
        dimensions[0] = new() { DimParam = Batch };
        for (var axis = 0; axis < wanted.Length; axis++)
        {
            dimensions[axis + 1] = new() { DimValue = wanted[axis] };
        }

        // Shapes inside were written for the old input; ONNX Runtime infers them again.
        model.Graph.ValueInfo.Clear();
        foreach (var shape in model.Graph.Output.Select(output => output.Type?.TensorType?.Shape).OfType<TensorShapeProto>().Where(s => s.Dim.Count > 0))
        {
            shape.Dim[0] = new() { DimParam = Batch };
            for (var axis = 1; axis < shape.Dim.Count && !sizeKept; axis++)
            {
                shape.Dim[axis] = new();
            }
        }
    }

    /// <summary>Runs two empty pictures and looks whether two results come out.</summary>
    private static void Probe(ModelProto model, InputSpec input, string? path, string failure)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        try
        {
            using var options = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            using var session = new InferenceSession(OnnxModel.From(model).ToBytes(), options);
            var shape = input.Shape(ProbeBatch);
            using var pictures = OrtValue.CreateTensorValueFromMemory(new float[Tensors.Count(shape)], shape);
            using var run = new RunOptions();
            using var results = session.Run(run, [input.Name], [pictures], session.OutputNames);
            if (results.Any(result => result.GetTensorTypeAndShape().Shape is not [ProbeBatch, ..]))
            {
                throw new InvalidModelException(failure, path);
            }
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException($"{failure} ({error.Message})", path, error);
        }
    }

    private static IList<Dimension> Dimensions(ModelProto model, string input) =>
        model.Graph.Input.First(candidate => candidate.Name == input).Type.TensorType.Shape.Dim;

    private static long? Size(Dimension dimension) =>
        dimension.ValueCase == Dimension.ValueOneofCase.DimValue && dimension.DimValue > 0 ? dimension.DimValue : null;
}
