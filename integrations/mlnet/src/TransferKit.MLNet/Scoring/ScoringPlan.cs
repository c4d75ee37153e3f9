using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.MLNet.Pictures;

namespace TransferKit.MLNet.Scoring;

/// <summary>
/// How rows are scored, in steps that are all ML.NET's own, so that they can be saved: the image is read by a mapping, the graph runs in
/// ApplyOnnxModel, and its outputs become the columns that the user named.
/// </summary>
internal sealed record ScoringPlan
{
    /// <summary>The graph, from <see cref="PictureGraph"/>.</summary>
    public required OnnxModel Graph { get; init; }

    /// <summary>How pictures are read.</summary>
    public required PictureRule Rule { get; init; }

    /// <summary>The column of images.</summary>
    public required string ImageColumn { get; init; }

    /// <summary>The column of reasons why an image could not be read; used where that is no error.</summary>
    public required string ErrorColumn { get; init; }

    /// <summary>The columns that come out.</summary>
    public required IReadOnlyList<OutputColumn> OutputColumns { get; init; }

    /// <summary>Images that are decoded and run at the same time.</summary>
    public required int Threads { get; init; }

    /// <summary>Where warnings go; null for nowhere.</summary>
    public required IHostEnvironment? Environment { get; init; }

    /// <summary>The outputs of the graph.</summary>
    public IReadOnlyList<GraphOutput> Outputs => [.. OutputColumns.Select(column => column.Output)];

    /// <summary>The columns that a schema of this shape has in the end.</summary>
    /// <exception cref="InvalidOptionsException">The column of images is not there, or holds something else.</exception>
    public SchemaShape ShapeOf(SchemaShape input)
    {
        var context = new MLContext();
        var shape = Reading(context.Transforms, ImageColumns.IsBytes(input, ImageColumn), out var onnx).GetOutputSchema(input);
        // It holds a session, which only its transformer frees.
        (onnx.Fit(context.Data.LoadFromEnumerable<PixelRow>([])) as IDisposable)?.Dispose();
        return Naming(context.Transforms).GetOutputSchema(shape);
    }

    /// <summary>The transformer for data of this schema. No row is read.</summary>
    /// <exception cref="InvalidOptionsException">The column of images is not there, or holds something else.</exception>
    public (ITransformer Reading, ITransformer Naming) Fit(IDataView data)
    {
        var transforms = new MLContext().Transforms;
        var reading = Reading(transforms, ImageColumns.IsBytes(data.Schema, ImageColumn), out _).Fit(data);
        return (reading, Naming(transforms).Fit(reading.Transform(data)));
    }

    private EstimatorChain<ITransformer> Reading(TransformsCatalog transforms, bool isBytes, out IEstimator<ITransformer> onnx)
    {
        onnx = transforms.ApplyOnnxModel([.. Outputs.Select(output => output.Name)], [Columns.Pixels], new MemoryStream(Graph.ToBytes()));
        return new EstimatorChain<ITransformer>()
            .Append<ITransformer>(transforms.CopyColumns(Columns.Image, ImageColumn))
            .Append<ITransformer>(transforms.CustomMapping(new ConstantRow.Mapping().GetMapping(), ConstantRow.Mapping.Contract))
            .Append<ITransformer>(transforms.Conversion.MapValue(Columns.Rule, [KeyValuePair.Create(1f, $"{Rule}")], Columns.One))
            .Append(isBytes
                ? (IEstimator<ITransformer>)transforms.CustomMapping(new BytesRow.Mapping().GetMapping(), BytesRow.Mapping.Contract)
                : transforms.CustomMapping(new PathRow.Mapping().GetMapping(), PathRow.Mapping.Contract))
            .Append(onnx)
            .Append<ITransformer>(transforms.DropColumns(Columns.Image, Columns.One, Columns.Rule, Columns.Pixels));
    }

    private EstimatorChain<ITransformer> Naming(TransformsCatalog transforms)
    {
        var chain = OutputColumns.Aggregate(new EstimatorChain<ITransformer>(), (chain, column) => column.AddTo(chain, transforms));
        if (Rule.BadImages == BadImages.Missing)
        {
            chain = chain.Append<ITransformer>(transforms.CopyColumns(ErrorColumn, Columns.Error));
        }

        return chain.Append<ITransformer>(transforms.DropColumns([.. Outputs.Select(output => output.Name), Columns.Error]));
    }
}
