using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Foundation;

namespace TransferKit.MLNet;

/// <summary>What a column of images holds.</summary>
internal static class ImageColumns
{
    /// <summary>Whether it holds files' bytes; else it holds paths.</summary>
    /// <exception cref="InvalidOptionsException">It is not there, or holds something else.</exception>
    public static bool IsBytes(DataViewSchema schema, string name) => Find(schema, name).Type switch
    {
        VectorDataViewType vector => IsBytes(name, vector.ItemType, isVector: true),
        var type => IsBytes(name, type, isVector: false),
    };

    /// <inheritdoc cref="IsBytes(DataViewSchema, string)"/>
    public static bool IsBytes(SchemaShape shape, string name)
    {
        var column = shape.Where(column => column.Name == name).Select(column => (SchemaShape.Column?)column).FirstOrDefault() ?? throw Missing(name, shape.Select(column => column.Name));
        return IsBytes(name, column.ItemType, column.Kind != SchemaShape.Column.VectorKind.Scalar);
    }

    /// <summary>Finds a column.</summary>
    /// <exception cref="InvalidOptionsException">It is not there.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) ?? throw Missing(name, schema.Where(column => !column.IsHidden).Select(column => column.Name));

    private static bool IsBytes(string name, DataViewType item, bool isVector) => (item, isVector) switch
    {
        (TextDataViewType, false) => false,
        (NumberDataViewType, true) when item == NumberDataViewType.Byte => true,
        _ => throw new InvalidOptionsException(
            $"The column '{name}' holds {(isVector ? "vectors of " : "")}{item}; an image is the path of a file (text) or its bytes (a vector of Byte). "
            + "A column of MLImage becomes one of bytes by Transforms.EncodeImage of TransferKit.MLNet.Imaging."),
    };

    private static InvalidOptionsException Missing(string name, IEnumerable<string> names) =>
        new($"The data have no column '{name}'; they have: {string.Join(", ", names)}.{NearestName.Question(name, names)}");
}
