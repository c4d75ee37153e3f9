using TransferKit.Foundation;

namespace TransferKit.Datasets;

/// <summary>A data folder, table or split file cannot be used as it is.</summary>
/// <param name="message">What was found, where, and what to do.</param>
/// <param name="path">The folder or file.</param>
/// <param name="line">The line of the file, from 1, or null.</param>
/// <param name="column">The name of the column, or null.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class InvalidDatasetException(
    string message, string path, int? line = null, string? column = null, Exception? innerException = null)
    : TransferKitException(message, path, innerException)
{
    /// <summary>The line of the file, from 1, or null.</summary>
    public int? Line { get; } = line;

    /// <summary>The name of the column, or null.</summary>
    public string? Column { get; } = column;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "invalid-data";
}
