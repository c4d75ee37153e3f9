using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Json;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>Runs a model on images.</summary>
internal sealed class PredictCommand : CliCommand<PredictOptions>
{
    private readonly Argument<string> _model = new("M.onnx") { Description = "A model that 'train' saved, or a pipeline that 'compare --pipeline --save' did." };

    private readonly Argument<string[]> _images = new("IMAGE|FOLDER")
    {
        Description = "Image files and folders of them (with their subfolders, sorted by name), in the order given.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly PredictOptionGroup _group = new();

    public PredictCommand(CommandHost host)
        : base(
            "predict",
            "Tells what is on images, one line an image. An image that cannot be read gives a line with its error; the others go on, "
            + "and the exit code is 3.",
            host)
    {
        Examples =
        [
            "transferkit predict flowers.onnx rose.jpg",
            "transferkit predict flowers.onnx inbox/ --abstain-below 0.8 --csv answers.csv",
            "transferkit predict flowers.onnx inbox/ --json | head -1",
        ];
        Add(_model);
        Add(_images);
        Add([_group]);
    }

    protected override PredictOptions Read(ParseResult parsed) => new()
    {
        Model = parsed.GetRequiredValue(_model),
        Images = parsed.GetRequiredValue(_images),
        Top = parsed.GetValue(_group.Top)!.Value,
        Csv = parsed.GetValue(_group.Csv),
        AbstainBelow = parsed.GetValue(_group.AbstainBelow),
        TestTimeAugmentation = parsed.GetValue(_group.TestTimeAugmentation),
    };

    protected override Task<ExitCode> RunAsync(PredictOptions options, CommandHost host, CancellationToken cancellation)
    {
        using var model = LoadedModel.Open(options.Model, new() { TestTimeAugmentation = options.TestTimeAugmentation });
        if (options.Csv is null)
        {
            return Task.FromResult(Run(model, options, null, host, cancellation));
        }

        var code = ExitCode.Done;
        AtomicFile.Write(options.Csv, stream =>
        {
            using var table = new PredictionTable(stream, model.Tasks, options.AbstainBelow);
            code = Run(model, options, table, host, cancellation);
        });
        return Task.FromResult(code);
    }

    private static ExitCode Run(
        LoadedModel model, PredictOptions options, PredictionTable? table, CommandHost host, CancellationToken cancellation)
    {
        var (all, failed) = (0, 0);
        foreach (var line in PredictionLines.Of(model, options.Images, cancellation))
        {
            all++;
            failed += line.Error is null ? 0 : 1;
            table?.Add(line);
            if (host.Json)
            {
                JsonOutput.WriteLine(host.Output, PredictionDocument.Of(line, model.Tasks, options));
            }
            else
            {
                host.Output.WriteLine(PredictionText.Line(line, model.Tasks, options));
            }
        }

        if (failed == 0)
        {
            return ExitCode.Done;
        }

        host.Error.WriteLine($"error: {failed} of {all} images could not be read.");
        return ExitCode.Input;
    }
}
