using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Pipelines.Steps;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Pipelines.Comparing;

/// <summary>All arms with so many images to learn from, seed by seed.</summary>
internal sealed class SizeTrials(int images, Pipeline pipeline, ImageDataset dataset)
{
    private readonly int _answer = dataset.Tasks.ToList().IndexOf(pipeline.Answer);
    private readonly Dictionary<string, (double Seconds, long Parameters)> _costs = [];
    private int _unanswered;

    /// <summary>Images that a fold learns from.</summary>
    public int Images { get; } = images;

    /// <summary>What the arms said of held-out images, seed by seed.</summary>
    public Dictionary<string, List<FoldOutputs>> Arms { get; } = [];

    /// <summary>The pipeline's trials, seed by seed.</summary>
    public List<PipelineTrial> StagedTrials { get; } = [];

    /// <summary>What the user should know.</summary>
    public IEnumerable<string> Notes => _unanswered == 0 ? [] : [$"{_unanswered} times an image had no answer, for a step gave nothing; that counts as a wrong one."];

    /// <summary>Trains all arms of one seed.</summary>
    public async Task RunAsync(
        Backbone backbone, IReadOnlyList<Fold> folds, StepPictures pictures, IReadOnlyList<uint> sets, FineTuneOptions options, int innerFolds, Action done, CancellationToken cancellationToken)
    {
        var staged = new PipelineTrial(dataset, pipeline, folds, pictures, onTruth: false);
        await staged.RunAsync(backbone, sets, options, innerFolds, null, cancellationToken).ConfigureAwait(false);
        StagedTrials.Add(staged);
        Add(PipelineComparisonResult.Staged, staged, 0, folds.Count);
        done();
        var last = pipeline.Steps.Count - 1;
        // Where no earlier step has a truth, nothing else can be learned from.
        if (pipeline.Steps.Index().Any(step => step.Item.Truth is not null && (pipeline.Uses[last] >> step.Index & 1) == 1))
        {
            var onTruth = new PipelineTrial(dataset, pipeline, folds, pictures, onTruth: true);
            await onTruth.RunAsync(backbone, [0, pipeline.Uses[last]], options, innerFolds, null, cancellationToken).ConfigureAwait(false);
            Add(PipelineComparisonResult.LearnedFromTruth, onTruth, 0, folds.Count);
            Add(PipelineComparisonResult.GivenTruth, onTruth, pipeline.Uses[last], folds.Count);
        }

        done();
        var one = new PipelineTrial(dataset, EndToEnd(pipeline), folds, pictures, onTruth: false);
        await one.RunAsync(backbone, [0], options, innerFolds, null, cancellationToken).ConfigureAwait(false);
        Add(PipelineComparisonResult.EndToEnd, one, 0, folds.Count, 0);
        done();
    }

    /// <summary>The one model from pixels to answer, as a pipeline of one step.</summary>
    public static Pipeline EndToEnd(Pipeline pipeline) => new(new ModelStep(pipeline.Steps[^1].Name, pipeline.Answer) { Price = pipeline.Steps[^1].Price });

    /// <summary>The figures of all arms.</summary>
    public PipelineSize Measure(HeldOutRows rows, BootstrapOptions bootstrap)
    {
        var (arms, pairs) = new TaskComparison(pipeline.Answer, rows, [.. Arms.Keys], [.. Arms.Values], bootstrap).Measure();
        var adjusted = new Queue<double>(HolmCorrection.Of([.. pairs.Select(pair => pair.Difference?.P).OfType<double>()]));
        return new(
            Images,
            [.. arms.Select(arm => arm with { Parameters = _costs[arm.Arm].Parameters, Seconds = _costs[arm.Arm].Seconds / Arms[arm.Arm].Count })],
            [.. pairs.Select(pair => pair.Difference is null ? pair : pair with { AdjustedP = adjusted.Dequeue() })]);
    }

    /// <summary>What a trial said of the answer.</summary>
    public FoldOutputs Outputs(PipelineTrial trial, int step, uint replaced, out int unanswered)
    {
        var labels = dataset.Samples.Select(sample => sample.Labels[_answer]).ToArray();
        var usual = labels.OfType<double>().DefaultIfEmpty().Average();
        var answers = trial.Answers(step, replaced).Where(answer => labels[answer.Row] is not null).ToArray();
        unanswered = answers.Count(answer => answer.Numbers is null);
        var width = Math.Max(1, pipeline.Answer.Kind == Tasks.TaskKind.Classification ? dataset.ClassesOf(pipeline.Answer).Count : pipeline.Answer.Kind == Tasks.TaskKind.Box ? 4 : 1);
        return new(
            [.. answers.Select(answer => answer.Row)],
            [.. answers.SelectMany(answer => answer.Numbers ?? StepTruth.NoAnswer(pipeline.Answer, labels[answer.Row]!.Value, width, usual))], []);
    }

    private void Add(string arm, PipelineTrial trial, uint replaced, int folds, int? step = null)
    {
        if (!Arms.TryGetValue(arm, out var seeds))
        {
            Arms.Add(arm, seeds = []);
        }

        seeds.Add(Outputs(trial, step ?? (pipeline.Steps.Count - 1), replaced, out var unanswered));
        _unanswered += unanswered;
        var before = _costs.GetValueOrDefault(arm);
        _costs[arm] = (before.Seconds + (trial.Seconds / folds), trial.Parameters);
    }
}
