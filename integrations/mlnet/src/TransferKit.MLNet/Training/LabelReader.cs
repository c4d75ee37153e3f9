using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Foundation;

namespace TransferKit.MLNet.Training;

/// <summary>Reads labels as a table holds them: text, and nothing for a missing one.</summary>
internal static class LabelReader
{
    /// <summary>Reads a column.</summary>
    /// <param name="cursor">The rows; the column is active.</param>
    /// <param name="column">A key, text, Single, Double, Int32 or Boolean.</param>
    /// <exception cref="InvalidOptionsException">It is of another type.</exception>
    public static Func<string> Of(DataViewRow cursor, DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType { RawType: var raw } when raw == typeof(uint) => Keys(cursor, column),
        TextDataViewType => Read<ReadOnlyMemory<char>>(cursor, column, text => text.ToString()),
        NumberDataViewType type when type == NumberDataViewType.Single => Read<float>(cursor, column, number => float.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture)),
        NumberDataViewType type when type == NumberDataViewType.Double => Read<double>(cursor, column, number => double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture)),
        NumberDataViewType type when type == NumberDataViewType.Int32 => Read<int>(cursor, column, number => number.ToString(CultureInfo.InvariantCulture)),
        BooleanDataViewType => Read<bool>(cursor, column, value => value ? "true" : "false"),
        var type => throw new InvalidOptionsException($"The column '{column.Name}' is of {type}; labels are keys (Transforms.Conversion.MapValueToKey), text, Single, Double, Int32 or Boolean."),
    };

    /// <summary>What the keys of a column stand for, in their order: their values where those are text, else their numbers from 0. Null where
    /// the column holds no keys.</summary>
    public static IReadOnlyList<string>? KeysOf(DataViewSchema.Column column)
    {
        if (column.Type is not KeyDataViewType key)
        {
            return null;
        }

        if (column.Annotations.Schema.GetColumnOrNull("KeyValues") is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            return [.. Enumerable.Range(0, checked((int)key.Count)).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        }

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static Func<string> Keys(DataViewRow cursor, DataViewSchema.Column column)
    {
        var names = KeysOf(column)!;
        return Read<uint>(cursor, column, key => key == 0 ? "" : names[(int)key - 1]);
    }

    private static Func<string> Read<T>(DataViewRow cursor, DataViewSchema.Column column, Func<T, string> toText)
    {
        var getter = cursor.GetGetter<T>(column);
        return () =>
        {
            var value = default(T)!;
            getter(ref value);
            return toText(value);
        };
    }
}
