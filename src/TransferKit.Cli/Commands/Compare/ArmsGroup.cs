using System.CommandLine;
using TransferKit.Cli.Commands.Train;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.MultiTask;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What is compared, and on how many folds and seeds.</summary>
internal sealed class ArmsGroup() : OptionGroup("Comparison")
{
    private static readonly Retrain Shared = Retrain.LastStages(1);

    private readonly Option<IReadOnlyList<ComparisonArm>> _arms = CliOptions.Parsed<IReadOnlyList<ComparisonArm>>(
        "--arms", "A,B,...", "Ways of training to compare: scratch (a small network without a backbone), head, last:N, from:STAGE, all, auto ('inspect' lists the stages).", [], ArmsText.Parse);

    private readonly Option<bool> _transfer = CliOptions.Flag(
        "--transfer", $"Compares {string.Join(", ", ArmsText.Transfer.Select(arm => arm.Name))}: how much transfer helps, and how deep.");

    private readonly Option<bool> _tasks = CliOptions.Flag(
        "--tasks", $"Compares all tasks '{TaskSharing.Together}' with each of them alone: whether sharing the retrained stages helps.");

    private readonly Option<CurveSizes?> _sizes = CliOptions.Parsed<CurveSizes?>(
        "--sizes", "N,N,...", "Learns from so many images of each fold, and tells what more would give, by a learning curve; 'all' stands for all of a fold's.", null, CurveSizes.Parse);

    private readonly Option<string?> _pipeline = CliOptions.Text(
        "--pipeline", "P.yaml", "Compares a staged pipeline with one model from pixels to answer, and tells which step loses what; --sizes may be given too.");

    private readonly Option<string?> _save = CliOptions.Text(
        "--save", "F", "With --pipeline: also writes the pipeline, trained on all images, for 'predict'.");

    private readonly Option<double?> _target = CliOptions.Positive(
        "--target-error", "With --sizes, without --pipeline: tells how many images such an error of the first task needs", 1e9);

    private readonly Option<Retrain?> _retrain = CliOptions.Parsed<Retrain?>(
        "--retrain", "head|last:N|from:STAGE|all", $"With --tasks: what is trained, and so shared [default: {Shared.Mode}]; with --sizes and --pipeline: what is trained [default: head].", null, text =>
            RetrainText.TryParse(text) is { IsAuto: false } retrain
                ? retrain
                : throw new FormatException($"'--retrain' is '{text}'; allowed with --tasks, --sizes and --pipeline: head, last:N, from:STAGE, all."));

    private readonly Option<bool> _separate = CliOptions.Flag(
        "--auto-separate", "With --tasks: where sharing hurts tasks, also trains the others without them, and all with an adapter of their own for these.");

    private readonly Option<double?> _leastGain = CliOptions.Number(
        "--least-gain",
        FormattableString.Invariant(
            $"With --tasks: the smallest difference that matters, of a share such as accuracy; of an error, this share of it [default: {ComparisonOptions.StandardLeastGain}]"),
        0,
        1);

    private readonly Option<int?> _folds = CliOptions.Whole(
        "--folds", "Folds: every image is predicted once a seed by a model that did not see it", 2, 1_000, 5);

    private readonly Option<int?> _seeds = CliOptions.Whole(
        "--seeds", "How many seeds, from --seed on; each cuts folds of its own and trains every arm on them", 1, 1_000, 1);

    public override IReadOnlyList<Option> Options => [_arms, _transfer, _tasks, _sizes, _pipeline, _save, _retrain, _separate, _leastGain, _target, _folds, _seeds];

    /// <summary>Adds what was given to the options.</summary>
    /// <exception cref="UsageException">It is not said what to compare, or twice.</exception>
    public CompareOptions Read(ParseResult parsed, CompareOptions options)
    {
        var pipeline = parsed.GetValue(_pipeline);
        var (arms, transfer, tasks, sizes) = (parsed.GetValue(_arms)!, parsed.GetValue(_transfer), parsed.GetValue(_tasks), parsed.GetValue(_sizes));
        (bool Given, string Name)[] ways = [(arms.Count > 0, "--arms"), (transfer, "--transfer"), (tasks, "--tasks"), (pipeline is not null, "--pipeline"), (sizes is not null && pipeline is null, "--sizes")];
        string[] given = [.. ways.Where(way => way.Given).Select(way => way.Name)];
        if (given.Length != 1)
        {
            throw new UsageException(
                given.Length > 1
                    ? $"'{string.Join("' and '", given)}' {(given.Length > 2 ? "all" : "both")} say what is compared: give one of them."
                    : "It is not said what is compared: give '--arms A,B,...', '--transfer', '--tasks', '--pipeline P.yaml' or '--sizes N,N,...'.",
                "compare");
        }

        RequireOwner(parsed, tasks, sizes is not null, pipeline is not null);
        return options with
        {
            Arms = transfer ? ArmsText.Transfer : arms,
            Shared = tasks ? parsed.GetValue(_retrain) ?? Shared : null,
            LeastGain = parsed.GetValue(_leastGain) ?? ComparisonOptions.StandardLeastGain,
            Separates = parsed.GetValue(_separate),
            Sizes = sizes,
            Pipeline = pipeline,
            Save = parsed.GetValue(_save),
            TargetError = parsed.GetValue(_target),
            Folds = parsed.GetValue(_folds)!.Value,
            Seeds = parsed.GetValue(_seeds)!.Value,
            Training = sizes is null && pipeline is null ? options.Training : options.Training with { Retrain = parsed.GetValue(_retrain) ?? Retrain.HeadOnly },
        };
    }

    /// <exception cref="UsageException">An option belongs to another comparison.</exception>
    private void RequireOwner(ParseResult parsed, bool tasks, bool sizes, bool pipeline)
    {
        if (!tasks && !sizes && !pipeline && parsed.GetValue(_retrain) is not null)
        {
            throw new UsageException("'--retrain' belongs to '--tasks', '--sizes' and '--pipeline'; other comparisons say by their arms what is trained.", "compare");
        }

        if (!tasks && (parsed.GetValue(_separate) || parsed.GetValue(_leastGain) is not null))
        {
            throw new UsageException("'--auto-separate' and '--least-gain' belong to '--tasks'.", "compare");
        }

        if (!pipeline && parsed.GetValue(_save) is not null)
        {
            throw new UsageException("'--save' belongs to '--pipeline'; 'train' writes models.", "compare");
        }

        if ((!sizes || pipeline) && parsed.GetValue(_target) is not null)
        {
            throw new UsageException("'--target-error' belongs to '--sizes': a learning curve tells how many images an error needs.", "compare");
        }
    }
}
