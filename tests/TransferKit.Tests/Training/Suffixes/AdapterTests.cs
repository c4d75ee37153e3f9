using TransferKit.Artifacts;
using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.MultiTask;
using TransferKit.Tests.Training.Tasks;
using TransferKit.Training;
using TransferKit.Training.Adapters;
using TransferKit.Training.Comparisons;
using TransferKit.Training.Weighting;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Training.Suffixes;

/// <summary>A residual adapter that the heads of all tasks share.</summary>
public sealed class AdapterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-adapter-").FullName;
    private readonly DatasetSplit _split;

    public AdapterTests() => _split = TaskTable.Write(_folder, (i, task) => task == "size" ? i % 3 == 1 : i % 5 == 0, [TaskTable.Kind, TaskTable.Size]).Split(7);

    private FineTuneOptions Options => new()
    {
        Adapter = 8,
        Epochs = 20,
        Batch = 8,
        Threads = 1,
        Stages = new() { Share = 1 },
        Augmentation = AugmentationOptions.None,
        CacheFolder = Path.Combine(_folder, "cache"),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    [InlineData("all")]
    public async Task ItIsTrained_AndTheSavedModelPredictsWhatWasMeasured(string retrain)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await RunAsync(backbone, Options with { Retrain = new(retrain), Folds = 2, Head = new() { Hidden = [6], Dropout = 0.2 } });
        var adapter = AdapterReader.Read(run.ToModel())!;
        Assert.Equal((8, 8, 1.0), (adapter.Width, run.Adapter!.Width, run.Adapter.Share));
        Assert.Equal(adapter.Parameters, run.Adapter.Parameters);
        Assert.Equal(run.Parameters, (run.Retrained?.Parameters ?? 0) + adapter.Parameters + HeadReader.Read(run.ToModel()).Sum(head => head.Parameters));
        Assert.All(new[] { adapter.Down.Bias, adapter.Up.Weights, adapter.Up.Bias }, values => Assert.Contains(values, value => value != 0));
        Assert.Equal(retrain == "head", run.Retrained is null);
        Assert.Equal(retrain == "head", Weights(backbone.Model).All(weight => weight.Value.SequenceEqual(Weights(run.ToModel())[weight.Key])));
        run.Save(Path.Combine(_folder, "model.onnx"));
        using var predictor = Predictor.Load(Path.Combine(_folder, "model.onnx"));
        var labelled = run.Split.Test.Select(row => run.Split.Dataset.Samples[row]).Where(sample => sample.Labels[1] is not null).ToList();
        Assert.Equal(run["size"].Test!["mae"]!.Value.Value, labelled.Average(sample => Math.Abs(predictor.Predict(sample.Path).Value("size") - sample.Labels[1]!.Value)), 1e-3);
    }

    [Fact]
    public async Task AtShareZero_ThereAreThePlainHeads()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var plain = await RunAsync(backbone, Options with { Adapter = null, Epochs = null, Stages = new() });
        var none = await RunAsync(backbone, Options with { Stages = new() { Share = 0 } });
        Assert.Equal(plain.ToModel().Proto.Graph, none.ToModel().Proto.Graph);
        Assert.Equal(plain["kind"].Test!["accuracy"], none["kind"].Test!["accuracy"]);
        Assert.Equal(0, none.Adapter!.Share);
    }

    [Fact]
    public async Task HowFarToGo_IsChosenOnHeldOutImages()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var chosen = await RunAsync(backbone, Options with { Stages = new() });
        Assert.Contains(chosen.Adapter!.Share, new[] { 0, 0.25, 0.5, 0.75, 1 });
        var given = await RunAsync(backbone, Options with { Stages = new() { Share = chosen.Adapter.Share } });
        Assert.Equal(AdapterReader.Read(given.ToModel())?.Up.Weights, AdapterReader.Read(chosen.ToModel())?.Up.Weights);
    }

    [Theory]
    [InlineData("head", "equal")]
    [InlineData("head", "gradnorm")]
    [InlineData("last:2", "equal")]
    [InlineData("last:2", "pcgrad")]
    public async Task StoppedAnywhereAndResumed_ItEndsAtTheSameBits(string retrain, string weighting)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Retrain = new(retrain), OwnAdapters = new Dictionary<string, int> { ["kind"] = 4 }, Weighting = Of(weighting), Folds = 2, WeightDecay = 0.01, Stages = new() { Averaging = 0.5 }, Head = new() { Hidden = [6], Dropout = 0.2 } };
        var whole = await RunAsync(backbone, options);
        for (var stop = 0; ; stop++)
        {
            using var cancellation = new CancellationTokenSource();
            var seen = 0;
            var progress = new Reports(report =>
            {
                if (report.Phase == "train" && ++seen == 200)
                {
                    cancellation.Cancel();
                }
            });
            try
            {
                var run = await TransferTrainer.FineTuneAsync(
                    backbone, _split, options with { WorkFolder = Path.Combine(_folder, "work"), Resume = true }, stop < 200 ? progress : null, cancellation.Token);
                Assert.True(stop > 3, "The training was never stopped.");
                Assert.Equal(ArtifactDigest.Of(whole.ToModel()), ArtifactDigest.Of(run.ToModel()));
                return;
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    [Theory]
    [InlineData("uncertainty")]
    [InlineData("gls")]
    [InlineData("gradnorm")]
    [InlineData("pcgrad")]
    [InlineData("mgda")]
    [InlineData("cagrad")]
    [InlineData("upgrad")]
    [InlineData("nash-mtl")]
    public async Task WhatIsShared_CanBeWeighed_AndWithoutItNot(string weighting)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var run = await RunAsync(backbone, Options with { Weighting = Of(weighting), Affinity = new(2) });
        Assert.True(run["kind"].Train!["accuracy"]!.Value.Value > 0.8, $"{run["kind"].Train}");
        Assert.True(run.Options.Affinity!.Values.Skip(4).All(steps => steps > 0));
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, Options with { Weighting = Of(weighting), Adapter = null, Stages = new() }));
        Assert.Contains("nothing is shared", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TasksThatShareIt_CanBeComparedWithEachAlone()
    {
        var options = new ComparisonOptions { Arms = TaskSharing.Arms(_split.Dataset, Retrain.HeadOnly), Folds = 2, MeasureAffinity = true, Training = Options };
        var result = await TransferComparison.RunAsync(await SmallBackbone.LoadAsync(_folder), _split.Dataset, options);
        Assert.NotNull(result.Affinity);
        Assert.InRange(result.Affinity.Cosines[0][0], 0.999, 1);
        Assert.All(result.Arms, arm => Assert.Equal(8, arm.Adapter));
        Assert.DoesNotContain(TaskSharing.Advice(result), sentence => sentence.Contains("share nothing", StringComparison.Ordinal));
    }

    [Fact]
    public void TheGraphThatTrains_ComputesWhatTheModelDoes()
    {
        const int Rows = 5;
        var adapter = Random(features: 7, width: 3, seed: 1);
        var features = new FeatureMatrix(Values("features", Rows * 7), Rows, 7);
        var graph = new GraphBuilder("training");
        var output = AdapterLayers.Add(graph, new(AdapterNames.Shared, 7, 3, 0), graph.Input("features", DataType.Float, Rows, 7), Rows);
        graph.Output(output, DataType.Float, Rows, 7);
        using var session = new GraphSession(graph.ToModel());
        var inputs = new Dictionary<string, (long[] Shape, float[] Values)>
        {
            ["features"] = ([Rows, 7], features.Values),
            [AdapterNames.Shared.Mean] = ([7], adapter.FeatureMean),
            [AdapterNames.Shared.Scale] = ([7], adapter.FeatureScale),
            [AdapterNames.Shared.Deviation] = ([7], adapter.FeatureDeviation),
            [AdapterNames.Shared.Weight(0)] = ([7, 3], adapter.Down.Weights),
            [AdapterNames.Shared.Bias(0)] = ([3], adapter.Down.Bias),
            [AdapterNames.Shared.Weight(1)] = ([3, 7], adapter.Up.Weights),
            [AdapterNames.Shared.Bias(1)] = ([7], adapter.Up.Bias),
        };
        var tensors = inputs.ToDictionary(input => input.Key, input => new PinnedTensor(input.Value.Shape));
        using var found = new PinnedTensor(Rows, 7);
        foreach (var (name, tensor) in tensors)
        {
            inputs[name].Values.CopyTo(tensor.Span);
            session.BindInput(name, tensor);
        }

        session.BindOutput(output, found);
        session.Run();
        var expected = AdapterPredictor.Apply(adapter, features, [.. Enumerable.Range(0, Rows)]);
        Assert.All(expected.Values.Zip(found.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        for (var row = 0; row < Rows; row++)
        {
            // A feature that does not vary stays as it is; the others, by the formula.
            Assert.Equal(features.Row(row)[0], expected.Row(row)[0]);
            for (var feature = 0; feature < 7; feature++)
            {
                Assert.Equal(ByHand(adapter, features.Row(row).ToArray(), feature), expected.Row(row)[feature], 1e-4);
            }
        }

        tensors.Values.ToList().ForEach(tensor => tensor.Dispose());
    }

    [Fact]
    public void ANewAdapter_ChangesNothing_AndHalfOfATrainedOneChangesHalf()
    {
        var features = new FeatureMatrix(Values("features", 40 * 7), 40, 7);
        int[] rows = [.. Enumerable.Range(0, 40)];
        var identity = AdapterModel.Identity(FeatureScaler.Fit(features, rows), 3, AdapterNames.Shared, 7);
        Assert.Equal(features.Values, AdapterPredictor.Apply(identity, features, rows).Values);
        Assert.Equal(2.0 / 7, identity.Down.Weights.Average(weight => weight * weight), 0.25);
        var trained = Random(7, 3, 2);
        var (whole, half) = (AdapterPredictor.Apply(trained, features, rows), AdapterPredictor.Apply(trained.Between(null, 0.5)!, features, rows));
        Assert.All(features.Values.Zip(whole.Values, half.Values), values => Assert.Equal((values.First + values.Second) / 2, values.Third, 1e-4));
        Assert.Null(trained.Between(null, 0));
        Assert.Equal(identity.Down.Weights, trained.Between(identity, 0)!.Down.Weights);
    }

    [Fact]
    public async Task TrainedOnWithHeadsAlone_ItStaysAsItIs()
    {
        var (first, saved) = await SavedAsync(Options);
        var on = await RunAsync(saved, Options with { Adapter = null, Stages = new(), Epochs = 1, LearningRate = 1e-12, WeightDecay = 0 });
        var (before, after) = (AdapterReader.Read(first.ToModel())!, AdapterReader.Read(on.ToModel())!);
        Assert.Equal([.. before.Down.Weights, .. before.Up.Weights, .. before.Up.Bias], (float[])[.. after.Down.Weights, .. after.Up.Weights, .. after.Up.Bias]);
        Assert.Null(on.Adapter);
        on.Save(Path.Combine(_folder, "on.onnx"));
        using var old = Predictor.Load(Path.Combine(_folder, "saved.onnx"));
        using var now = Predictor.Load(Path.Combine(_folder, "on.onnx"));
        foreach (var sample in _split.Dataset.Samples.Take(6))
        {
            // The head was handed over as well, though its standardisation is of other images.
            Assert.Equal(old.Predict(sample.Path).Value("size"), now.Predict(sample.Path).Value("size"), 0.05);
        }
    }

    [Theory]
    [InlineData("head", 8)]
    [InlineData("last:1", null)]
    [InlineData("last:1", 8)]
    public async Task TrainedOn_ItStartsWhereItEnded(string retrain, int? width)
    {
        var (first, saved) = await SavedAsync(Options);
        var options = Options with { Retrain = new(retrain), Adapter = width };
        var before = AdapterReader.Read(first.ToModel())!;
        var none = await RunAsync(saved, options with { Stages = new() { Share = 0 } });
        Assert.Equal(before.Up.Weights, AdapterReader.Read(none.ToModel())!.Up.Weights);
        var on = await RunAsync(saved, options);
        var after = AdapterReader.Read(on.ToModel())!;
        Assert.Equal(before.FeatureMean, after.FeatureMean);
        Assert.NotEqual(before.Up.Weights, after.Up.Weights);
        Assert.Equal(before.Width, on.Adapter!.Width);
        on.Save(Path.Combine(_folder, "on.onnx"));
        Predictor.Load(Path.Combine(_folder, "on.onnx")).Dispose();
    }

    [Fact]
    public async Task AnotherAdapterThanTheSavedOne_IsRefused()
    {
        var (_, saved) = await SavedAsync(Options);
        var width = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(saved, Options with { Adapter = 9 }));
        Assert.Contains("holds an adapter of the width 8", width.Message, StringComparison.Ordinal);
        var stages = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(
            saved, Options with { HeadStages = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = ["one"], ["size"] = ["one"] } }));
        Assert.Contains("read other stages now", stages.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(saved, Options with { Adapter = null, Retrain = Retrain.Auto() }));
    }

    [Fact]
    public async Task ASavedAdapterThatLacksAPart_SaysSo()
    {
        var (run, _) = await SavedAsync(Options);
        var model = run.ToModel().Proto.Clone();
        model.Graph.Initializer.Remove(model.Graph.Initializer.Single(constant => constant.Name == AdapterNames.Shared.Bias(1)));
        var error = Assert.Throws<InvalidModelException>(() => AdapterReader.Read(OnnxModel.From(model)));
        Assert.Contains(AdapterNames.Shared.Bias(1), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadsOnDifferentStages_ShareOneAdapterOfAll()
    {
        var options = Options with { HeadStages = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = ["two"] } };
        var run = await RunAsync(await SmallBackbone.LoadAsync(_folder), options);
        var head = HeadReader.Read(run.ToModel())[0];
        Assert.Equal(AdapterReader.Read(run.ToModel())!.Features, head.FeatureMean.Length);
        Assert.Equal(16, head.FeatureScale.Count(scale => scale != 0));
    }

    [Theory]
    [InlineData(0, "head", "'adapter' is 0; allowed: 1 to 4,096")]
    [InlineData(4097, "head", "'adapter' is 4097; allowed: 1 to 4,096")]
    [InlineData(4, "auto", "compares depths without an adapter")]
    public async Task WidthsOutOfRange_AreRefused(int width, string retrain, string message)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, Options with { Adapter = width, Retrain = new(retrain) }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAnAdapterCannotDo_IsSaid()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, Options with { Stages = new() { StartPull = 1 } }));
        await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, Options with { Keep = Keep.Best }));
        await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, Options with { StageNormalization = StageNormalization.Affine }));
        await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(Backbone.Scratch(new() { InputSize = 32 }), Options with { Retrain = Retrain.All }));
    }

    [Theory]
    [InlineData("head", "equal")]
    [InlineData("last:1", "equal")]
    [InlineData("last:1", "mgda")]
    public async Task AnAdapterOfItsOwn_IsReadByOneHead_AndTheSharedPartLearnsFromItsTaskToo(string retrain, string weighting)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with
        {
            Retrain = new(retrain),
            Adapter = retrain == "head" ? 8 : null,
            OwnAdapters = new Dictionary<string, int> { ["size"] = 5 },
            Weighting = Of(weighting),
            Affinity = new(2),
            Head = new() { Hidden = [6], Dropout = 0.2 },
        };
        var run = await RunAsync(backbone, options);
        var heads = HeadReader.Read(run.ToModel());
        Assert.Null(heads[0].OwnAdapter);
        Assert.Equal(5, heads[1].OwnAdapter!.Width);
        Assert.Contains(heads[1].OwnAdapter!.Up.Weights, weight => weight != 0);
        Assert.Equal(retrain == "head", AdapterReader.Read(run.ToModel()) is not null);
        Assert.True(run.Options.Affinity!.Values.Skip(4).All(steps => steps > 0), "A task gave the shared part no gradient.");
        run.Save(Path.Combine(_folder, "model.onnx"));
        using var predictor = Predictor.Load(Path.Combine(_folder, "model.onnx"));
        var labelled = run.Split.Test.Select(row => run.Split.Dataset.Samples[row]).Where(sample => sample.Labels[1] is not null).ToList();
        Assert.Equal(run["size"].Test!["mae"]!.Value.Value, labelled.Average(sample => Math.Abs(predictor.Predict(sample.Path).Value("size") - sample.Labels[1]!.Value)), 1e-3);
        var saved = await Backbone.LoadAsync(Path.Combine(_folder, "model.onnx"));
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(saved, Options with { Adapter = null, Stages = new() }));
        Assert.Contains("adapters of single tasks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AtShareZero_AnAdapterOfItsOwnIsGone()
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Stages = new() { Share = 0 } };
        var own = await RunAsync(backbone, options with { OwnAdapters = new Dictionary<string, int> { ["size"] = 5 } });
        Assert.Equal((await RunAsync(backbone, options)).ToModel().Proto.Graph, own.ToModel().Proto.Graph);
    }

    [Theory]
    [InlineData("colour", 5, 8, "'own-adapter' names the task 'colour'. The tasks are: kind, size.")]
    [InlineData("size", 0, 8, "'own-adapter' is 0; allowed: 1 to 4,096")]
    [InlineData("size", 5, null, "nothing is shared")]
    public async Task AnAdapterOfItsOwnThatCannotBe_ExplainsItself(string task, int width, int? shared, string message)
    {
        var backbone = await SmallBackbone.LoadAsync(_folder);
        var options = Options with { Adapter = shared, Stages = new(), OwnAdapters = new Dictionary<string, int> { [task] = width } };
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(() => RunAsync(backbone, options));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static TaskWeighting Of(string name) => ((TaskWeighting[])
    [
        TaskWeighting.Equal, new UncertaintyWeighting(), new GeometricLossStrategy(), new GradientNormalization(), new ProjectingConflicts(),
        new MultipleGradientDescent(), new ConflictAverseGradient(), new UnconflictingProjection(), new NashBargaining(),
    ]).Single(weighting => weighting.Name == name);

    private Task<TransferRun> RunAsync(Backbone backbone, FineTuneOptions options) => TransferTrainer.FineTuneAsync(backbone, _split, options);

    private async Task<(TransferRun Run, Backbone Saved)> SavedAsync(FineTuneOptions options)
    {
        var run = await RunAsync(await SmallBackbone.LoadAsync(_folder), options);
        run.Save(Path.Combine(_folder, "saved.onnx"));
        return (run, await Backbone.LoadAsync(Path.Combine(_folder, "saved.onnx")));
    }

    private static AdapterModel Random(int features, int width, int seed) => new(
        Values($"mean{seed}", features), [0, .. Values($"scale{seed}", features - 1).Select(value => 0.5f + Math.Abs(value))],
        new(Values($"down{seed}", features * width), Values($"a{seed}", width), features, width, Activation.Relu),
        new(Values($"up{seed}", width * features), Values($"b{seed}", features), width, features));

    private static float ByHand(AdapterModel adapter, float[] features, int feature)
    {
        var change = (double)adapter.Up.Bias[feature];
        for (var unit = 0; unit < adapter.Width; unit++)
        {
            var value = (double)adapter.Down.Bias[unit];
            for (var i = 0; i < features.Length; i++)
            {
                value += (features[i] - adapter.FeatureMean[i]) * (double)adapter.FeatureScale[i] * adapter.Down.Weights[(i * adapter.Width) + unit];
            }

            change += Math.Max(0, value) * adapter.Up.Weights[(unit * features.Length) + feature];
        }

        return (float)(features[feature] + (adapter.FeatureScale[feature] == 0 ? 0 : change / adapter.FeatureScale[feature]));
    }

    private static float[] Values(string name, int count)
    {
        var stream = new RandomStream(3, name);
        return [.. Enumerable.Range(0, count).Select(_ => (float)stream.NextGaussian())];
    }

    private static Dictionary<string, float[]> Weights(OnnxModel model) => model.Proto.Graph.Initializer
        .Where(tensor => tensor.Name.Split('.')[0] is "one" or "two" or "three" or "four").ToDictionary(tensor => tensor.Name, Tensors.ToFloats);

    private sealed class Reports(Action<ProgressReport> hear) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => hear(value);
    }
}
