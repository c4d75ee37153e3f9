using System.CommandLine;
using System.Globalization;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Strategy.Errors;

namespace TransferKit.Cli.Commands.Errors;

/// <summary>What <c>errors</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Analysis">How its errors are analysed.</param>
/// <param name="Suspects">A table of suspected labels to write, or null.</param>
internal sealed record ErrorsOptions(string Run, ErrorAnalysisOptions Analysis, string? Suspects);

/// <summary>How errors are analysed.</summary>
internal sealed class ErrorsGroup() : OptionGroup("Analysis")
{
    private readonly Option<string?> _task = CliOptions.Text("--task", "NAME", "The task [default: the first]");

    private readonly Option<string?> _tags = CliOptions.Text(
        "--tags", "F.csv", "Your own tags: a CSV file with the columns path and tags, several tags separated by ';'.");

    private readonly Option<IReadOnlyList<(string Tag, double Effort)>> _effort = CliOptions.Repeated(
        "--effort", "TAG=X", "The effort of working on a tag, in any unit; priority then is ceiling over effort.", ParseEffort);

    private readonly Option<string?> _suspects = CliOptions.Text(
        "--suspects", "F.csv", "Writes the suspected labels, with an empty column 'wrong' to fill in (yes or no).");

    private readonly Option<string?> _checked = CliOptions.Text(
        "--checked", "F.csv", "Such a table filled in: tells what share of the suspected labels is wrong indeed, with its interval.");

    private readonly Option<string?> _cache = CliOptions.Text(
        "--cache", "DIR", "The folder of computed features [default: features in the folder that 'transferkit doctor' shows].");

    private readonly Option<int?> _threads = CliOptions.Whole("--threads", "Images read at the same time", 1, 1024, Environment.ProcessorCount);

    public override IReadOnlyList<Option> Options => [_task, _tags, _effort, _suspects, _checked, _cache, _threads];

    /// <summary>What was given.</summary>
    public ErrorsOptions Read(ParseResult parsed, string run) => new(
        run,
        new()
        {
            Task = parsed.GetValue(_task),
            TagsFile = parsed.GetValue(_tags),
            CheckedFile = parsed.GetValue(_checked),
            Effort = parsed.GetValue(_effort)!.DistinctBy(entry => entry.Tag).ToDictionary(entry => entry.Tag, entry => entry.Effort),
            CacheFolder = parsed.GetValue(_cache) ?? DefaultFolders.Features,
            Threads = parsed.GetValue(_threads)!.Value,
        },
        parsed.GetValue(_suspects));

    private static (string, double) ParseEffort(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var effort) && effort > 0 && double.IsFinite(effort)
            ? (text[..at], effort)
            : throw new FormatException($"'--effort' is '{text}'; allowed: TAG=X with X above 0, such as blur=2.");
    }
}
