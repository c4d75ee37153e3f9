using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.MultiTask;
using TransferKit.Tasks;
using TransferKit.Tests.Training.Suffixes;
using TransferKit.Training;
using TransferKit.Training.Comparisons;
using TransferKit.Training.Heads;
using TransferKit.Training.Weighting;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>Heads that read stages of the user's choice.</summary>
public sealed class HeadStagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-head-stages-").FullName;

    private FineTuneOptions Options => new() { Threads = 1, Augmentation = AugmentationOptions.None, CacheFolder = Path.Combine(_folder, "cache"), Epochs = 4, WeightDecay = 0.01 };

    private FineTuneOptions Stages => Options with { Retrain = Retrain.LastStages(1), Stages = new() { Share = 1 } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AHeadOnAStage_IsTrainedAsIfItsTaskWereAlone()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Head = new() { Hidden = [8], Dropout = 0.3 } };
        var together = await RunAsync(backbone, options with { HeadStages = On("kind", "two") }, TaskTable.Kind, TaskTable.Size);
        foreach (var (task, alone) in new[] { (TaskTable.Kind, options with { HeadStages = On("kind", "two") }), (TaskTable.Size, options) })
        {
            var own = Heads(await RunAsync(backbone, alone, task)).Single();
            var shared = Heads(together).Single(head => head.Task == task);
            int[] read = [.. Enumerable.Range(0, shared.FeatureScale.Length).Where(column => shared.FeatureScale[column] != 0 || shared.FeatureMean[column] != 0)];
            AssertClose(Numbers(own), Numbers(shared.WithFeatures(read)));
            Assert.All(Unread(shared), weight => Assert.Equal(0, weight));
        }

        Assert.Equal(16, Heads(together)[0].FeatureScale.Count(scale => scale != 0));
        Assert.Equal(together.Tasks.Count, together.ToModel().Proto.Graph.Output.Count);
    }

    [Fact]
    public async Task WhatAHeadDoesNotRead_ChangesNothing()
    {
        var head = Heads(await RunAsync(await SmallBackbone.LoadAsync(_folder), Options with { HeadStages = On("kind", "three") }, TaskTable.Kind, TaskTable.Size))[0];
        var random = new RandomStream(5, "features");
        var features = new FeatureMatrix(20, head.FeatureMean.Length);
        var other = new FeatureMatrix(20, head.FeatureMean.Length);
        for (var i = 0; i < features.Values.Length; i++)
        {
            features.Values[i] = (float)random.NextGaussian();
            other.Values[i] = head.FeatureScale[i % features.Columns] == 0 ? (float)(1e6 * random.NextGaussian()) : features.Values[i];
        }

        using var predictor = new HeadPredictor(head);
        int[] rows = [.. Enumerable.Range(0, 20)];
        Assert.NotEqual(features.Values, other.Values);
        Assert.Equal(predictor.Predict(features, rows), predictor.Predict(other, rows));
    }

    [Theory]
    [InlineData("equal")]
    [InlineData("gls")]
    [InlineData("gradnorm")]
    [InlineData("pcgrad")]
    [InlineData("mgda")]
    [InlineData("cagrad")]
    [InlineData("upgrad")]
    [InlineData("nash-mtl")]
    public async Task AHeadOnFrozenStages_LeavesTheTrainedOnesToTheOthers(string weighting)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        TaskWeighting[] all =
        [
            TaskWeighting.Equal, new GeometricLossStrategy(), new GradientNormalization(), new ProjectingConflicts(), new MultipleGradientDescent(),
            new ConflictAverseGradient(), new UnconflictingProjection(), new NashBargaining(),
        ];
        var together = await RunAsync(
            backbone, Stages with { HeadStages = On("kind", "two"), Weighting = all.Single(one => one.Name == weighting), Affinity = new(2) }, TaskTable.Kind, TaskTable.Size);
        var alone = await RunAsync(backbone, Stages, TaskTable.Size);
        var before = Weights(backbone.Model);
        Assert.NotEqual(before["four.weight"], Weights(alone.ToModel())["four.weight"]);
        foreach (var (name, weights) in Weights(alone.ToModel()))
        {
            AssertClose(weights, Weights(together.ToModel())[name]);
        }

        Assert.True(together["kind"].Train!["accuracy"]!.Value.Value > 0.5);
        Assert.Equal([0, 0, 0, 4 * 1, 0, 0, 0, 4 * 1], together.Options.Affinity!.Values.Select(value => (double)MathF.Round(value, 4)));
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:2")]
    [InlineData("all")]
    public async Task ASavedModel_PredictsWhatWasMeasured_AndGoesOnReadingTheSame(string retrain)
    {
        var options = (retrain == "head" ? Options : Stages) with { Retrain = new(retrain), HeadStages = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = ["three"], ["size"] = ["two", "four"] }, Folds = 2 };
        var run = await RunAsync(await SmallBackbone.LoadAsync(_folder), options, TaskTable.Kind, TaskTable.Size);
        Assert.Equal(["kind=three size=two,four"], ArtifactMetadata.Read(run.ToModel()).Provenance.Recipe.Where(entry => entry.Key == "head-on").Select(entry => entry.Value));
        var path = Path.Combine(_folder, "saved.onnx");
        run.Save(path);
        using (var predictor = Predictor.Load(path))
        {
            int[] test = [.. run.Split.Test];
            var right = test.Count(row => predictor.Predict(run.Split.Dataset.Samples[row].Path).Top("kind").Label == run.Tasks[0].Classes[(int)run.Split.Dataset.Samples[row].Labels[0]!.Value]);
            Assert.Equal(run["kind"].Test!["accuracy"]!.Value.Value, (double)right / test.Length, 6);
        }

        var saved = await Backbone.LoadAsync(path);
        var on = await RunAsync(saved, Options, TaskTable.Kind, TaskTable.Size);
        Assert.Equal(run.Features.Taps.Count, on.Features.Taps.Count);
        foreach (var (before, after) in Heads(run).Zip(Heads(on)))
        {
            Assert.Equal(before.FeatureScale.Select(scale => scale != 0), after.FeatureScale.Select(scale => scale != 0));
        }
    }

    [Fact]
    public async Task ASavedHead_OnMoreStages_StartsWhereItEnded()
    {
        var first = await RunAsync(await SmallBackbone.LoadAsync(_folder), Options with { HeadStages = On("kind", "two") }, TaskTable.Kind);
        first.Save(Path.Combine(_folder, "saved.onnx"));
        var saved = await Backbone.LoadAsync(Path.Combine(_folder, "saved.onnx"));
        var on = await RunAsync(saved, Options with { HeadStages = On("kind", "one", "two"), LearningRate = 1e-12, Epochs = 1 }, TaskTable.Kind);
        Assert.Equal(2, on.Features.Taps.Count);
        var (before, after) = (Heads(first)[0], Heads(on)[0]);
        int[] two = [.. Enumerable.Range(16, 16)];
        var picked = after.WithFeatures(two);
        AssertClose(
            [.. before.Layers[0].Weights.Select((weight, i) => weight * before.FeatureScale[i / 3] / (float)before.Temperature)],
            [.. picked.Layers[0].Weights.Select((weight, i) => weight * picked.FeatureScale[i / 3])]);
        Assert.All(after.Layers[0].Weights[..(16 * 3)], weight => Assert.InRange(Math.Abs(weight), 0, 1e-9));
    }

    [Fact]
    public async Task EveryArmOfAComparison_ReadsTheSame()
    {
        var dataset = TaskTable.Write(_folder, (_, _) => false, [TaskTable.Kind, TaskTable.Size]);
        var options = new ComparisonOptions { Arms = TaskSharing.Arms(dataset, Retrain.LastStages(1)), Folds = 2, Training = Stages with { HeadStages = On("kind", "three", "four") } };
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var result = await TransferComparison.RunAsync(backbone, dataset, options);
        Assert.Equal(4, result.Arms.Count);
        Assert.Empty(result.Notes);
        var frozen = await TransferComparison.RunAsync(backbone, dataset, options with { Training = Stages with { HeadStages = On("kind", "two") } });
        Assert.Equal(["together last:1", "kind alone head", "together last:1", "size alone last:1"], frozen.Arms.Select(arm => $"{arm.Arm} {arm.Retrain}"));
        Assert.Equal("'kind alone' trains its head alone: the head reads nothing of the stages that 'last:1' trains.", Assert.Single(frozen.Notes));
        await Assert.ThrowsAsync<InvalidOptionsException>(() => TransferComparison.RunAsync(backbone, dataset, options with { Training = Stages with { HeadStages = On("colour", "four") } }));
    }

    [Theory]
    [InlineData("colour", "two", "head", "names the task 'colour'. The tasks are: kind, size.")]
    [InlineData("kind", "tow", "head", "There is no stage 'tow'. The stages are: ")]
    [InlineData("kind", "", "head", "names no stage for the task 'kind'")]
    [InlineData("kind", "two", "auto", "'--retrain auto' chooses that")]
    [InlineData("kind size", "two", "last:1", "nothing that comes from stage")]
    public async Task WhatCannotBeRead_IsSaid(string tasks, string stage, string retrain, string message)
    {
        var options = Options with { Retrain = new(retrain), HeadStages = tasks.Split(' ').ToDictionary(task => task, IReadOnlyList<string> (_) => stage.Length == 0 ? [] : [stage]) };
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, options, TaskTable.Kind, TaskTable.Size));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private async Task<TransferRun> RunAsync(Backbone backbone, FineTuneOptions options, params LearningTask[] tasks) =>
        await TransferTrainer.FineTuneAsync(backbone, TaskTable.Write(_folder, (_, _) => false, tasks).Split(7), options);

    private static Dictionary<string, IReadOnlyList<string>> On(string task, params string[] stages) => new() { [task] = stages };

    private static IReadOnlyList<HeadModel> Heads(TransferRun run) => HeadReader.Read(run.ToModel());

    private static IEnumerable<float> Unread(HeadModel head) => head.Layers[0].Weights
        .Where((_, i) => head.FeatureScale[i / head.Layers[0].Outputs] == 0 && head.FeatureMean[i / head.Layers[0].Outputs] == 0);

    private static float[] Numbers(HeadModel head) =>
        [.. head.FeatureMean, .. head.FeatureScale, .. head.Layers.SelectMany(layer => layer.Weights.Concat(layer.Bias)), (float)head.Temperature];

    private static Dictionary<string, float[]> Weights(OnnxModel model) => model.Proto.Graph.Initializer
        .Where(tensor => tensor.Name.Split('.')[0] is "one" or "two" or "three" or "four").ToDictionary(tensor => tensor.Name, Tensors.ToFloats);

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = Math.Max(1e-3f, expected.Max(Math.Abs));
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-5 * largest));
    }
}
