using TransferKit.Imaging;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;

namespace TransferKit.Pipelines.Comparing;

/// <summary>Labels as what a step that is always right would give.</summary>
internal static class StepTruth
{
    /// <summary>The numbers of a label.</summary>
    public static float[] Numbers(LearningTask task, double label, int classes)
    {
        switch (task.Kind)
        {
            case TaskKind.Box:
                var box = BoxLabel.Read(label);
                return [(float)box.XMin, (float)box.YMin, (float)box.XMax, (float)box.YMax];
            case TaskKind.Classification:
                var probabilities = new float[classes];
                probabilities[(int)label] = 1;
                return probabilities;
            default:
                return [(float)label];
        }
    }

    /// <summary>Whether an answer counts as right: the class, a box that overlaps enough, a number near enough.</summary>
    public static bool IsRight(PipelineStep step, float[]? numbers, double label) => numbers is not null && step.Truth!.Kind switch
    {
        TaskKind.Box => Box.Of(numbers).IntersectionOverUnion(BoxLabel.Read(label)) >= step.Tolerance,
        TaskKind.Classification => Array.IndexOf(numbers, numbers.Max()) == (int)label,
        _ => Math.Abs(numbers[0] - label) <= step.Tolerance,
    };

    /// <summary>What stands for no answer: a wrong one, of classes all others alike.</summary>
    /// <param name="task">The task.</param>
    /// <param name="label">The label.</param>
    /// <param name="width">The numbers of an answer.</param>
    /// <param name="usual">Of numbers, what is usual.</param>
    public static float[] NoAnswer(LearningTask task, double label, int width, double usual)
    {
        var numbers = new float[width];
        if (task.Kind == TaskKind.Classification)
        {
            Array.Fill(numbers, 1f / Math.Max(1, width - 1));
            numbers[(int)label] = 0;
        }
        else if (task.Kind == TaskKind.Regression)
        {
            numbers[0] = (float)usual;
        }

        return numbers;
    }
}
