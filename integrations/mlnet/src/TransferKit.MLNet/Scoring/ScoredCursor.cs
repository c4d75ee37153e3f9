using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Imaging;

namespace TransferKit.MLNet.Scoring;

/// <summary>
/// Reads a <see cref="ScoredView"/>. One cursor of the data stands where this one does and gives the data's own columns; a second one, of the
/// images alone, is some rows ahead, and what it finds is being decoded and run meanwhile.
/// </summary>
internal sealed class ScoredCursor : DataViewRowCursor
{
    private readonly ScoredView _view;
    private readonly HashSet<int> _active;
    private readonly DataViewRowCursor _here;
    private readonly ImageCursor? _ahead;
    private readonly ValueGetter<DataViewRowId> _idHere;
    private readonly Queue<(DataViewRowId Id, string? Path, Task<ScoredRow> Row)> _window = [];
    private readonly CancellationTokenSource _stop = new();
    private ScoredRow? _row;
    private long _read;
    private long _bad;

    /// <param name="view">The data.</param>
    /// <param name="columns">The columns that will be read.</param>
    public ScoredCursor(ScoredView view, HashSet<int> columns)
    {
        (_view, _active) = (view, columns);
        var input = view.Input.Schema;
        _here = view.Input.GetRowCursor([.. columns.Where(column => view.OutputOf(column) is null).Select(column => input[view.Schema[column].Name])]);
        _idHere = _here.GetIdGetter();
        _ahead = columns.Any(column => view.OutputOf(column) is not null) ? new(view.Input, view.Plan.ImageColumn) : null;
    }

    /// <inheritdoc/>
    public override long Position => _here.Position;

    /// <inheritdoc/>
    public override long Batch => _here.Batch;

    /// <inheritdoc/>
    public override DataViewSchema Schema => _view.Schema;

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => _here.GetIdGetter();

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        // What is left of the row before may never be taken for this one's.
        _row = null;
        if (!_here.MoveNext())
        {
            Warn();
            return false;
        }

        if (_ahead is not null)
        {
            Fill();
            _row = Next();
            _read++;
            _bad += _row.Error.Length > 0 ? 1 : 0;
        }

        return true;
    }

    /// <inheritdoc/>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new InvalidOperationException($"The column '{column.Name}' was not asked for when the cursor was made.");
        }

        if (_view.OutputOf(column.Index) is not { } output)
        {
            return _here.GetGetter<TValue>(_here.Schema[column.Name]);
        }

        Delegate getter = output == _view.Plan.OutputColumns.Count
            ? new ValueGetter<ReadOnlyMemory<char>>((ref value) => value = Row.Error.AsMemory())
            : new ValueGetter<VBuffer<float>>((ref value) =>
            {
                var values = Row.Outputs[output];
                var editor = VBufferEditor.Create(ref value, values.Length);
                values.CopyTo(editor.Values);
                value = editor.Commit();
            });
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column '{column.Name}' is of {column.Type}, not of {typeof(TValue).Name}.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            // Rows under way still use the session, which the transformer may free next.
            Task.WhenAll(_window.Select(row => row.Row)).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            _ahead?.Dispose();
            _here.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private ScoredRow Row => _row ?? throw new InvalidOperationException("The cursor stands before the first row or behind the last.");

    private void Fill()
    {
        while (_window.Count <= _view.Scorer.Ahead && _ahead!.MoveNext())
        {
            var image = _ahead.Current;
            _window.Enqueue((_ahead.Id, image.Path, Task.Factory.StartNew(
                () => _view.Scorer.Score(image, _stop.Token), _stop.Token, TaskCreationOptions.DenyChildAttach, _view.Scorer.Scheduler)));
        }
    }

    private ScoredRow Next()
    {
        var id = default(DataViewRowId);
        _idHere(ref id);
        if (!_window.TryDequeue(out var next) || !next.Id.Equals(id))
        {
            throw ImageCursor.OtherRows();
        }

        try
        {
            return next.Row.GetAwaiter().GetResult();
        }
        catch (InvalidImageException error)
        {
            throw new InvalidImageException($"Row {Position}: {error.Message}", next.Path, error);
        }
    }

    private void Warn()
    {
        if (_bad > 0 && _view.Plan.Environment is { } environment)
        {
            environment.Warn($"{_bad} of {_read} images could not be read: their rows have missing values, and the column '{_view.Plan.ErrorColumn}' says why.");
            _bad = 0;
        }
    }
}
