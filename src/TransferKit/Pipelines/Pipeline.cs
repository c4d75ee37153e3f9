using TransferKit.Foundation;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;

namespace TransferKit.Pipelines;

/// <summary>
/// Steps from a picture to an answer, each of which learns or is designed by hand: the alternative to one model from pixels to answer (lesson 21 of Ng's course).
/// The last step gives the answer.
/// </summary>
public sealed class Pipeline
{
    private const int MostSteps = 32;

    private readonly Dictionary<string, int> _places;

    /// <summary>Puts steps together and checks that they fit.</summary>
    /// <param name="steps">1 to 32 steps, each after those that it takes from; the last has a truth to be measured by, and at least one is trained.</param>
    /// <exception cref="InvalidOptionsException">They do not fit.</exception>
    public Pipeline(params IReadOnlyList<PipelineStep> steps)
    {
        if (steps.Count is < 1 or > MostSteps)
        {
            throw new InvalidOptionsException($"A pipeline of {steps.Count} steps; allowed: 1 to {MostSteps}.");
        }

        Steps = steps;
        _places = [];
        foreach (var (place, step) in steps.Index())
        {
            step.Check();
            CheckName(step);
            CheckInputs(step);
            CheckTruth(step);
            _places.Add(step.Name, place);
        }

        if (steps[^1].Truth is null)
        {
            throw new InvalidOptionsException($"The last step '{steps[^1].Name}' gives the answer and has no truth to be measured by: give it a task.");
        }

        if (steps.OfType<ModelStep>().GroupBy(step => step.Task.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOptionsException($"Two steps learn the task '{twice.Key}'; name tasks differently.");
        }

        Uses = [.. steps.Select((_, place) => Ancestors(place))];
    }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; }

    /// <summary>What it answers.</summary>
    public LearningTask Answer => Steps[^1].Truth!;

    /// <summary>Every task whose labels the steps have as their truth.</summary>
    public IReadOnlyList<LearningTask> Tasks => [.. Steps.Select(step => step.Truth).OfType<LearningTask>().Distinct()];

    /// <summary>For each step, the earlier ones that it rests on, a bit a step.</summary>
    internal IReadOnlyList<uint> Uses { get; }

    /// <summary>The place of an input; -1 for the picture itself.</summary>
    internal int PlaceOf(string input) => input == PipelineStep.Source ? -1 : _places[input];

    /// <summary>Whether a later step is trained on what this one says.</summary>
    internal bool IsLearnedFrom(int place) => Steps.Index().Any(later => later.Item is ModelStep && (Uses[later.Index] >> place & 1) == 1);

    private void CheckName(PipelineStep step)
    {
        if (step.Name.Length == 0 || step.Name == PipelineStep.Source || _places.ContainsKey(step.Name))
        {
            throw new InvalidOptionsException($"A step is named '{step.Name}'; allowed: different names, and not '{PipelineStep.Source}', which is the picture.");
        }
    }

    private void CheckInputs(PipelineStep step)
    {
        if (step.Inputs.Count != step.InputKinds.Count)
        {
            throw new InvalidOptionsException($"The step '{step.Name}' takes {step.InputKinds.Count} inputs; {step.Inputs.Count} are given: {string.Join(", ", step.Inputs)}.");
        }

        foreach (var (input, wanted) in step.Inputs.Zip(step.InputKinds))
        {
            if (input != PipelineStep.Source && !_places.ContainsKey(input))
            {
                throw new InvalidOptionsException(
                    $"The step '{step.Name}' takes '{input}', which is no step before it.{NearestName.Question(input, _places.Keys)} Before it: {string.Join(", ", _places.Keys.Prepend(PipelineStep.Source))}.");
            }

            var given = input == PipelineStep.Source ? StepValueKind.Image : Steps[_places[input]].Output;
            if (given != wanted)
            {
                throw new InvalidOptionsException($"The step '{step.Name}' takes {Text(wanted)}, and '{input}' gives {Text(given)}.");
            }
        }
    }

    private static void CheckTruth(PipelineStep step)
    {
        if (step.Truth is { } truth && PipelineStep.KindOf(truth) != step.Output)
        {
            throw new InvalidOptionsException($"The step '{step.Name}' gives {Text(step.Output)}, and its truth '{truth.Name}' is {Text(PipelineStep.KindOf(truth))}.");
        }
    }

    private uint Ancestors(int place)
    {
        var uses = 0u;
        foreach (var input in Steps[place].Inputs.Select(PlaceOf).Where(input => input >= 0))
        {
            uses |= (1u << input) | Ancestors(input);
        }

        return uses;
    }

    private static string Text(StepValueKind kind) => kind switch
    {
        StepValueKind.Image => "a picture",
        StepValueKind.Box => "a box",
        StepValueKind.Class => "a class",
        _ => "a number",
    };
}
