using TransferKit.Evaluation;

namespace TransferKit.Pipelines.Comparing;

/// <summary>What the answer would be worth if steps were always right (Ng's course, "ceiling analysis"; lesson 21), and which step fails first.</summary>
/// <param name="AsItIs">The answer's figure as the pipeline is.</param>
/// <param name="Together">The steps replaced by the truth one after another, in order, each together with those before it.</param>
/// <param name="Alone">Each step replaced by the truth alone.</param>
/// <param name="Steps">How often each step is right, and how often it is the first to fail.</param>
/// <param name="Advice">Which step to work on.</param>
public sealed record CeilingAnalysis(
    Interval? AsItIs, IReadOnlyList<CeilingRow> Together, IReadOnlyList<CeilingRow> Alone, IReadOnlyList<StepFailures> Steps, string Advice);

/// <summary>The answer with some steps replaced by the truth.</summary>
/// <param name="Step">The step that is replaced (last).</param>
/// <param name="Figure">The answer's figure.</param>
/// <param name="Gain">How much better than without replacing it, on the same images.</param>
/// <param name="IsDistinguishable">Whether the gain can be told from none.</param>
/// <param name="Spoiled">Images whose right answer the truth makes wrong: later steps had learned to live with this one's errors.</param>
public sealed record CeilingRow(string Step, Interval? Figure, Interval? Gain, bool IsDistinguishable, int Spoiled);

/// <summary>A step's own errors.</summary>
/// <param name="Step">The step.</param>
/// <param name="Right">The share of images on which its answer is right, given what earlier steps say.</param>
/// <param name="FirstToFail">The share of all images whose answer is wrong and of whose steps this is the first to be wrong.</param>
/// <param name="Human">How often people are right at it; null where that is not known.</param>
public sealed record StepFailures(string Step, Interval? Right, Interval? FirstToFail, Interval? Human);
