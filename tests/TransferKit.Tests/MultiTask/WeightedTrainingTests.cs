using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.MultiTask;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Tests.Training.Tasks;
using TransferKit.Training;
using TransferKit.Training.Weighting;

namespace TransferKit.Tests.MultiTask;

/// <summary>Every weighting in the training of a small backbone's last stages by three tasks, whose labels are partly missing.</summary>
public sealed class WeightedTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-weighted-").FullName;

    private static TaskWeighting[] All { get; } =
    [
        new FixedWeighting(new Dictionary<string, double> { ["kind"] = 2, ["size"] = 0.5 }), new UncertaintyWeighting(), new DynamicWeightAverage(),
        new GeometricLossStrategy(), new RandomWeighting(), new GradientNormalization(), new ProjectingConflicts(), new MultipleGradientDescent(),
        new ConflictAverseGradient(), new UnconflictingProjection(), new NashBargaining(),
    ];

    public static TheoryData<string> Names => [.. All.Select(weighting => weighting.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AWeighting_Learns_AndGoesAnotherWayThanEqual(string name)
    {
        var (equal, weighted) = (await RunAsync(TaskWeighting.Equal), await RunAsync(Of(name)));
        Assert.NotEqual(equal.ToModel().Proto.Graph.Initializer, weighted.ToModel().Proto.Graph.Initializer);
        Assert.True(weighted["kind"].Train!["accuracy"]!.Value.Value > 0.8, $"{weighted["kind"].Train}");
        Assert.True(weighted["size"].Train!["mae"]!.Value.Value < 5, $"{weighted["size"].Train}");
    }

    [Theory]
    [InlineData("dwa")]
    [InlineData("uncertainty")]
    [InlineData("random")]
    [InlineData("gradnorm")]
    [InlineData("pcgrad")]
    public async Task StoppedAndResumed_ItEndsAtTheSameBits(string name)
    {
        var whole = await RunAsync(Of(name));
        for (var stop = 0; ; stop++)
        {
            using var cancellation = new CancellationTokenSource();
            var seen = 0;
            var progress = new Reports(report =>
            {
                if (report.Phase == "train" && ++seen == 40)
                {
                    cancellation.Cancel();
                }
            });
            try
            {
                var resumed = await RunAsync(Of(name), Path.Combine(_folder, "work"), progress, cancellation.Token);
                Assert.True(stop > 2, "The training was never stopped.");
                Assert.Equal(whole.ToModel().Proto.Graph.Initializer, resumed.ToModel().Proto.Graph.Initializer);
                return;
            }
            catch (OperationCanceledException) when (stop < 200)
            {
            }
        }
    }

    private static TaskWeighting Of(string name) => All.Single(weighting => weighting.Name == name);

    private async Task<TransferRun> RunAsync(TaskWeighting weighting, string? work = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        var dataset = TaskTable.Write(
            _folder, (i, task) => task == "kind" ? i % 4 == 0 : task == "size" && i % 3 == 1, [TaskTable.Kind, TaskTable.Tags, TaskTable.Size]);
        return await TransferTrainer.FineTuneAsync(await SmallBackbone.LoadAsync(_folder), dataset.Split(7), new()
        {
            Retrain = Retrain.LastStages(2),
            Weighting = weighting,
            Stages = new() { Share = 1 },
            Augmentation = AugmentationOptions.None,
            Epochs = 30,
            Batch = 8,
            Threads = 1,
            WeightDecay = 0.01,
            CacheFolder = Path.Combine(_folder, "cache"),
            WorkFolder = work,
            Resume = work is not null,
        }, progress, cancellationToken);
    }

    private sealed class Reports(Action<ProgressReport> hear) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => hear(value);
    }
}
