using CsvHelper;
using TransferKit.Foundation;
using TransferKit.Strategy.Errors;

namespace TransferKit.Cli.Commands.Errors;

/// <summary>Suspected labels as a table that people fill in: <c>errors --checked</c> and <c>labels apply</c> read it.</summary>
internal static class SuspectsTable
{
    private static readonly CsvWriterOptions WriterOptions = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Writes the table.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static void Write(string file, ErrorAnalysis analysis) => AtomicFile.Write(file, stream =>
    {
        using var csv = CsvWriter.Create(stream, WriterOptions, leaveOpen: true);
        csv.WriteRecord(["path", "task", "given", "suggested", "score", "wrong"]);
        foreach (var error in analysis.LabelErrors)
        {
            csv.WriteRecord([error.Image, analysis.Task, error.Given, error.Suggested, FormattableString.Invariant($"{error.Score:0.0000}"), ""]);
        }
    });
}
