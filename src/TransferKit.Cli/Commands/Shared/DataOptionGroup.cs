using System.CommandLine;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>Where images and labels come from.</summary>
internal sealed class DataOptionGroup() : OptionGroup("Data")
{
    public Option<string> Data { get; } = CliOptions.RequiredText(
        "--data",
        "D",
        "A folder of class folders (with train/, dev/ and test/ above them, that split is used), or a CSV or TSV file with a header.");

    public Option<string?> Image { get; } = CliOptions.Text(
        "--image", "COLUMN", "The column of image paths in a CSV or TSV file [default: path]");

    public override IReadOnlyList<Option> Options => [Data, Image];
}
