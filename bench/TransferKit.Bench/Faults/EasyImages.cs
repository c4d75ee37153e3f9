using TransferKit.Backbones;
using TransferKit.Strategy.Errors;
using TransferKit.Training;

namespace TransferKit.Bench.Faults;

/// <summary>
/// The images of a task that are easy to tell: those that a fold model got right that did not see them. No classes of photos are without a gap,
/// and a verdict on a gap that is there is no false alarm; of what is left the gap is close to none.
/// </summary>
internal static class EasyImages
{
    // Of the folds that choose, and of no trial.
    private const int Seed = 1_000_000;

    /// <summary>Chooses them.</summary>
    public static async Task<FaultSamples> OfAsync(FaultSamples samples, Backbone backbone, FineTuneOptions options, CancellationToken cancellationToken)
    {
        var run = await TransferTrainer.FineTuneAsync(backbone, samples.ToDataset().Split(Seed), options with { Seed = Seed }, null, cancellationToken);
        var record = run.ToRecord();
        var rows = HeldOutErrors.Of(record, record.Tasks[0]);
        return samples.With(rows.Images.Index().Where(row => rows.Costs[row.Index] == 0).Select(row => samples.Samples[row.Item]));
    }
}
