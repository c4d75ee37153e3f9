using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.MLNet.Pictures;

namespace TransferKit.MLNet.Scoring;

/// <summary>Reads the images of data, and nothing else of them.</summary>
internal sealed class ImageCursor : IDisposable
{
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _path;
    private readonly ValueGetter<VBuffer<byte>>? _bytes;

    /// <param name="data">The data.</param>
    /// <param name="imageColumn">The column of images.</param>
    public ImageCursor(IDataView data, string imageColumn)
    {
        var column = data.Schema[imageColumn];
        _cursor = data.GetRowCursor([column]);
        _id = _cursor.GetIdGetter();
        if (ImageColumns.IsBytes(data.Schema, imageColumn))
        {
            _bytes = _cursor.GetGetter<VBuffer<byte>>(column);
        }
        else
        {
            _path = _cursor.GetGetter<ReadOnlyMemory<char>>(column);
        }
    }

    /// <summary>The row's id, the same for every cursor of the data.</summary>
    public DataViewRowId Id
    {
        get
        {
            var id = default(DataViewRowId);
            _id(ref id);
            return id;
        }
    }

    /// <summary>The row's image; it stays valid when the cursor moves on.</summary>
    public PictureSource Current
    {
        get
        {
            if (_path is not null)
            {
                var path = default(ReadOnlyMemory<char>);
                _path(ref path);
                return new(path.ToString(), default);
            }

            // A buffer of its own: the next row is read while this one is decoded.
            var bytes = default(VBuffer<byte>);
            _bytes!(ref bytes);
            return new(null, bytes.IsDense ? bytes.GetValues().ToArray() : [.. bytes.DenseValues()]);
        }
    }

    /// <summary>What is thrown where a second cursor of the data stands at another row than this one.</summary>
    public static InvalidOperationException OtherRows() => new(
        "The data gave other rows when they were read a second time, so images and rows cannot be told to belong together: cache them (Data.Cache) before this step.");

    /// <summary>Goes to the next row.</summary>
    public bool MoveNext() => _cursor.MoveNext();

    /// <inheritdoc/>
    public void Dispose() => _cursor.Dispose();
}
