using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferKit.MLNet.Imaging;

/// <summary>Makes a column of bytes of a column of MLImage; nothing is trained.</summary>
public sealed class EncodeImageEstimator : IEstimator<ITransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly string _output;
    private readonly string _input;

    internal EncodeImageEstimator(TransformsCatalog catalog, string output, string input) => (_catalog, _output, _input) = (catalog, output, input);

    /// <summary>Makes the transformer; the data are not read.</summary>
    public ITransformer Fit(IDataView input)
    {
        // One by one: a chain would compare the schema's shapes, in which ML.NET takes no two types of images for the same.
        var steps = new List<ITransformer>();
        foreach (var step in Steps(_catalog.CustomMapping(new EncodedRow.Mapping().GetMapping(), EncodedRow.Mapping.Contract)).Prepend(_catalog.CopyColumns(EncodedRow.Source.Column, _input)))
        {
            steps.Add(step.Fit(input));
            input = steps[^1].Transform(input);
        }

        steps.Add(_catalog.DropColumns(EncodedRow.Source.Column).Fit(input));
        return new TransformerChain<ITransformer>([.. steps]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        if (inputSchema.All(column => column.Name != _input))
        {
            throw new ArgumentException($"The data have no column '{_input}'.", nameof(inputSchema));
        }

        return Steps(_catalog.CustomMapping<EncodedRow.Nothing, EncodedRow>((_, _) => { }, null)).Aggregate(inputSchema, (shape, step) => step.GetOutputSchema(shape));
    }

    private IEnumerable<IEstimator<ITransformer>> Steps(IEstimator<ITransformer> encode) =>
        [encode, _catalog.CopyColumns(_output, EncodedRow.Column), _catalog.DropColumns(EncodedRow.Column)];
}
