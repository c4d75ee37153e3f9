using System.Globalization;
using TransferKit.Artifacts;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Training.Heads;
using TransferKit.Training.Schedules;
using TransferKit.Training.Weighting;

namespace TransferKit.Training.Suffixes;

/// <summary>One training of the last stages and the heads together, from its start or from a checkpoint to its end.</summary>
internal sealed class SuffixFit(
    SuffixNetwork network, SuffixData data, IReadOnlyList<TunedHead> heads, SuffixSettings settings, CheckpointFolder? checkpoints, TimeProvider time)
{
    /// <summary>A loss so many times the first one, or of 1 if that is more, has exploded.</summary>
    private const double Exploded = 1_000;

    private const string WeightsState = "task-weights";
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(10);

    private readonly StepRows _rows = new(heads, settings);
    private readonly SuffixBatch _batch = new(data, heads, settings);
    private readonly TaskWeights _weights = settings.Weighting.Begin([.. heads.Select(head => head.Task.Task.Name)], settings.Batches);
    private double _greatestLoss = double.PositiveInfinity;

    /// <summary>Trains; afterwards the network's parameters are those of the last step, or their average.</summary>
    /// <param name="afterStep">Called after each step with the number of steps done.</param>
    /// <param name="cancellationToken">Stops after writing a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number, or has exploded; checkpoints from before stay.</exception>
    public void Run(Action<int, int>? afterStep, CancellationToken cancellationToken)
    {
        network.Start(heads, settings.Adapter);
        if (checkpoints?.ReadFinished(settings.Piece) is { } finished)
        {
            ParameterState.Restore(Parameters, Saved(finished));
            return;
        }

        var (step, steps) = (0, settings.Epochs * settings.Batches);
        var update = new SuffixUpdate(network, settings, heads.Count, steps);
        var stepsOfTasks = _rows.LabelledSteps(steps);
        if (checkpoints?.ReadState(settings.Piece) is { } state)
        {
            step = state.Step;
            ParameterState.Restore(Parameters, Saved(state.Tensors));
            update.Restore(Saved(state.Tensors));
            _weights.State = _weights.State.Length == 0 ? [] : Saved(state.Tensors).Values(WeightsState);
        }

        var lastWritten = time.GetTimestamp();
        void Write()
        {
            checkpoints?.WriteState(settings.Piece, step, [.. ParameterState.Of(Parameters, withSlots: true), .. update.State(), .. StateOfWeights()]);
            lastWritten = time.GetTimestamp();
        }

        while (step < steps)
        {
            try
            {
                Step(step, steps, stepsOfTasks, update, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The weights move after the run alone: what is here is the end of the step before.
                Write();
                throw;
            }

            step++;
            afterStep?.Invoke(step, steps);
            if (time.GetElapsedTime(lastWritten) > CheckpointEvery)
            {
                Write();
            }
        }

        update.Finish();
        checkpoints?.WriteFinished(settings.Piece, [.. ParameterState.Of(Parameters, withSlots: false)]);
    }

    /// <summary>What a task's randomness is named by, or, of null, the adapter's.</summary>
    public static string NameOf(IReadOnlyList<TunedHead> heads, int? task) => task is { } number ? heads[number].Task.Task.Name : AdapterNames.Shared.Prefix;

    private IEnumerable<Parameter> Parameters => network.Parameters.Concat(network.Statistics).Select(parameter => parameter.Trained);

    private IEnumerable<NamedTensor> StateOfWeights() =>
        _weights.State.Length == 0 ? [] : [new(WeightsState, [_weights.State.Length], _weights.State)];

    private SavedTensors Saved(IReadOnlyDictionary<string, NamedTensor> tensors) => new(tensors, settings.Piece, checkpoints!.Path);

    private void Step(int step, int steps, int[] stepsOfTasks, SuffixUpdate update, CancellationToken cancellationToken)
    {
        var rows = _rows.Of(step);
        var graph = network.StepFor(rows.Length);
        var ofTasks = _weights.OfLosses(step, Random("weighting", step));
        var labelled = _batch.Fill(graph, rows, ofTasks, Random("mix", step));
        // A step takes up to seconds: it is made again on resuming rather than waited for.
        var loss = graph.Run(task => Random("dropout", step, NameOf(heads, task)), cancellationToken);
        _greatestLoss = double.IsPositiveInfinity(_greatestLoss) ? Exploded * Math.Max(1, loss) : _greatestLoss;
        if (!(loss <= _greatestLoss))
        {
            throw new TrainingDivergedException(settings.Piece, (step / settings.Batches) + 1, loss, settings.LearningRate, checkpoints?.Path);
        }

        Weigh(graph, step, ofTasks, labelled);
        // A step without a task's labels does not count for its head: its schedule waits.
        update.Step(step, Rate(step, steps), [.. stepsOfTasks.Select((all, task) => Rate(update.StepsOf(task), all))], labelled);
    }

    private double Rate(int step, int steps) => steps == 0 ? 0 : settings.LearningRate * Schedule.Factor(settings.Schedule, Math.Min(step, steps - 1), steps);

    /// <summary>Tells the weighting what the step gave, and adds up the tasks' gradients on the stages as it says.</summary>
    private void Weigh(SuffixStep graph, int step, double[] ofTasks, bool[] labelled)
    {
        double?[] losses = [.. labelled.Select((given, task) => given && ofTasks[task] > 0 ? graph.LossOf(task) / ofTasks[task] : (double?)null)];
        if (network.Shared is { } shared)
        {
            // A head that reads frozen stages alone gives none: it has no say in what becomes of the others'.
            var products = shared.Products([.. Enumerable.Range(0, losses.Length).Where(task => losses[task] is not null)], settings.Stages.RelativeRates).WithLength();
            var tasks = products.Tasks;
            settings.Affinity?.Add(products);
            shared.Combine(
                tasks, tasks.Count == 0 ? [] : _weights.OfGradients(products, [.. tasks.Select(task => losses[task]!.Value)], Random("gradients", step)));
        }

        _weights.Hear(step, losses);
    }

    private RandomStream Random(string purpose, int number, params ReadOnlySpan<string> more) =>
        new(settings.Seed, [purpose, settings.Piece, number.ToString(CultureInfo.InvariantCulture), .. more]);
}
