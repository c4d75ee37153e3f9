using TransferKit.Cli.Commands.Shared;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>What <c>eval --json</c> prints.</summary>
internal sealed record EvaluateDocument(
    string Model,
    EvaluatedDataDocument Data,
    int SeenInTraining,
    bool TestTimeAugmentation,
    IReadOnlyDictionary<string, TaskDocument> Tasks,
    LooksDocument Looks,
    IReadOnlyList<LimitDocument>? Limits,
    IReadOnlyList<GateDocument>? Gates)
{
    /// <summary>The document of a report.</summary>
    public static EvaluateDocument Of(EvaluateReport report) => new(
        report.Model,
        new(report.OnTestPart ? "test" : null, report.Images, report.Quarantined),
        report.SeenInTraining,
        report.TestTimeAugmentation,
        report.Tasks.ToDictionary(task => task.Name, TaskDocument.Of),
        LooksDocument.Of(report.Looks, report.Tasks),
        LimitDocument.Of(report.Limits),
        report.Gates.Count == 0 ? null : [.. report.Gates.Select(GateDocument.Of)]);
}

/// <summary>What was scored.</summary>
/// <param name="Split">The data's own part that was scored, or null for all of it.</param>
/// <param name="Images">How many images.</param>
/// <param name="Quarantined">The images that could not be used.</param>
internal sealed record EvaluatedDataDocument(string? Split, int Images, IReadOnlyList<QuarantinedDocument> Quarantined);
