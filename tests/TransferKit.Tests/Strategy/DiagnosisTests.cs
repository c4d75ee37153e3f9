using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy;

namespace TransferKit.Tests.Strategy;

public sealed class DiagnosisTests
{
    [Fact]
    public void ALargeGapFromTrainToFolds_IsVariance()
    {
        var diagnosis = Diagnosis.Of(new PlantedRun().Add(SplitName.Train, 200, 0.01, 0.3).Add(SplitName.Dev, 50, 0.3).Add(SplitName.Test, 50, 0.3).Build());

        Assert.Equal("variance", diagnosis.Verdict);
        Assert.Equal(("train", "folds"), (diagnosis.Ladder[Gap.Variance]!.From, diagnosis.Ladder[Gap.Variance]!.To));
        Assert.Equal("--augment strong", diagnosis.Actions[0].Option);
        Assert.True(diagnosis.Actions[0].MovesSeveral);
        Assert.All(diagnosis.Actions, action => Assert.Equal(Gap.Variance, action.Gap));
    }

    [Fact]
    public void ALargeErrorOnTrain_IsAvoidableBias_OnlyWherePeopleDoBetter()
    {
        var planted = new PlantedRun().Add(SplitName.Train, 200, 0.3, 0.32).Add(SplitName.Dev, 50, 0.3);
        var without = Diagnosis.Of(planted.Build());
        Assert.Equal("none", without.Verdict);
        Assert.Contains(without.Missing, missing => missing.Name == "human");
        Assert.DoesNotContain(without.Actions, action => action.Gap == Gap.AvoidableBias);

        planted.Human.Add(new("label", 0.02, 100));
        var with = Diagnosis.Of(planted.Build());
        Assert.Equal("avoidable-bias", with.Verdict);
        Assert.Equal("--retrain last:2", with.Actions[0].Option);

        // People are no better: nothing to avoid.
        Assert.Equal("none", Diagnosis.Of(planted.Build(), new() { Human = [new("label", 0.3, 100)] }).Verdict);
    }

    [Fact]
    public void OfSeveralLabellers_TheBestCounts()
    {
        var planted = new PlantedRun().Add(SplitName.Train, 100, 0.3, 0.3);
        planted.Human.AddRange([new("label", 0.3, 50), new("label", 0.04, 50)]);

        Assert.Equal(0.04, Ladder.Of(planted.Build(), "label").Steps[0].Error.Value);
    }

    [Fact]
    public void ADevPartThatIsHarderThanHeldOutTrainingImages_IsMismatch()
    {
        var diagnosis = Diagnosis.Of(new PlantedRun()
            .Add(SplitName.Train, 300, 0.02, source: "web").Add(SplitName.TrainDev, 150, 0.05, source: "web").Add(SplitName.Dev, 150, 0.4, source: "phone").Build());

        Assert.Equal("mismatch", diagnosis.Verdict);
        Assert.Equal(("train-dev", "dev"), (diagnosis.Ladder[Gap.Mismatch]!.From, diagnosis.Ladder[Gap.Mismatch]!.To));
    }

    [Fact]
    public void OtherSourcesInDevAndNothingToTellApart_IsSaid()
    {
        var diagnosis = Diagnosis.Of(new PlantedRun().Add(SplitName.Train, 300, 0.02, source: "web").Add(SplitName.Dev, 150, 0.4, source: "phone").Build());

        Assert.Contains(diagnosis.Missing, missing => missing.Name == "train-dev");
        Assert.Contains("may as well be mismatch", diagnosis.Explanation);
    }

    [Fact]
    public void ATestPartThatIsHarderThanDev_IsOverfittingToDev() => Assert.Equal(
        "dev-overfitting",
        Diagnosis.Of(new PlantedRun().Add(SplitName.Train, 100, 0.05, 0.06).Add(SplitName.Dev, 200, 0.05).Add(SplitName.Test, 200, 0.35).Build()).Verdict);

    [Fact]
    public void WrongLabels_ComeBeforeGaps()
    {
        var diagnosis = Diagnosis.Of(new PlantedRun { Noise = 0.15, Sharpness = 6 }.Add(SplitName.Train, 300, 0, 0.05).Add(SplitName.Dev, 60, 0.05).Build());

        Assert.Equal("label-noise", diagnosis.Verdict);
        Assert.Contains("--suspects", diagnosis.Actions[0].Option);
    }

    [Fact]
    public void WrongLabelsOnFewImages_AreNoVerdict_AndAreNamedBesideIt()
    {
        // The same noise on more images is a verdict.
        Diagnosis Of(int images) => Diagnosis.Of(new PlantedRun { Noise = 0.15, Sharpness = 6 }.Add(SplitName.Train, images, 0, 0.05).Build());

        Assert.True(Of(60).Noise!.IsDistinguishable);
        Assert.Equal(("none", "label-noise"), (Of(60).Verdict, Of(300).Verdict));
        var open = Enumerable.Range(1, 60).Select(seed => Diagnosis.Of(new PlantedRun(seed) { Noise = 0.05, Sharpness = 2 }.Add(SplitName.Train, 120, 0, 0.3).Build()))
            .First(diagnosis => diagnosis is { Verdict: "variance", Noise: { IsDistinguishable: false, Share.Value: > 0.02 } });
        Assert.Contains("not distinguishable from none yet", open.Explanation);
    }

    [Fact]
    public void AModelThatDidNotLearnItsTrainingImages_IsNotEvidenceOfWrongLabels()
    {
        var planted = new PlantedRun { Noise = 0.15, Sharpness = 6 }.Add(SplitName.Train, 300, 0.5, 0.05);
        planted.Human.Add(new("label", 0.01, 100));

        var diagnosis = Diagnosis.Of(planted.Build());

        Assert.True(diagnosis.Noise!.IsDistinguishable);
        Assert.Equal("avoidable-bias", diagnosis.Verdict);
        Assert.DoesNotContain(diagnosis.Actions, action => action.Option.Contains("--suspects"));
    }

    [Fact]
    public void SureMistakesOnImagesFromElsewhere_AreNotWrongLabels()
    {
        // In dev the model is as sure of another class as if the labels were wrong there.
        RunRecord Planted(string source)
        {
            var run = new PlantedRun { Sharpness = 8 }.Add(SplitName.Train, 200, 0, 0.01).Add(SplitName.Dev, 60, 0.01, 0.01, source).Build();
            return run with { Images = [.. run.Images.Select((image, index) => image.Part == SplitName.Dev && index % 4 == 0 ? image with { Labels = [(image.Labels[0] + 1) % 4] } : image)] };
        }

        Assert.True(Diagnosis.Of(Planted("phone")).Noise!.Share.Value < 0.01);
        Assert.Equal("mismatch", Diagnosis.Of(Planted("phone")).Verdict);
        Assert.Equal(200, Diagnosis.Of(Planted("phone")).Noise!.Share.N);
    }

    [Fact]
    public void HeldOutImagesThatWereLearnedFrom_ComeBeforeEverything()
    {
        var run = new PlantedRun().Add(SplitName.Train, 50, 0, 0.3).Add(SplitName.Dev, 20, 0).Build();
        var leaky = run with { Images = [.. run.Images.Select(image => image.Name == "dev-60.png" ? image with { Content = run.Images[3].Content } : image)] };

        var diagnosis = Diagnosis.Of(leaky);

        Assert.Equal("leak", diagnosis.Verdict);
        Assert.Equal(new Leak("train-3.png", "dev-60.png", SplitName.Dev, true), Assert.Single(diagnosis.Leaks));
    }

    [Fact]
    public void SmallPartsWithoutACertainGap_TellHowManyImagesAreMissing()
    {
        var diagnosis = Enumerable.Range(1, 50).Select(seed => Diagnosis.Of(new PlantedRun(seed).Add(SplitName.Train, 20, 0.2).Add(SplitName.Dev, 12, 0.35).Build()))
            .First(candidate => candidate.Ladder[Gap.Variance] is { IsDistinguishable: false, Difference.Value: > 0.1 });

        Assert.Equal("none", diagnosis.Verdict);
        Assert.True(diagnosis.Ladder[Gap.Variance]!.NeedMore > 0);
        Assert.Contains("not distinguishable yet", diagnosis.Explanation);
    }

    [Fact]
    public void AGapThatIsCertainAndSmall_IsNoVerdict()
    {
        var run = new PlantedRun().Add(SplitName.Train, 2_000, 0, 0.008).Build();

        Assert.Equal("none", Diagnosis.Of(run).Verdict);
        Assert.Equal("variance", Diagnosis.Of(run, new() { LeastGap = 0.001 }).Verdict);
    }

    [Fact]
    public void Numbers_AreNotAdvisedWhatServesClassesAlone()
    {
        var run = new PlantedRun().Add(SplitName.Train, 60, 0, 0.3).Build();
        float[] Values(double noise) => [.. run.Images.Select((image, i) => (float)(image.Labels[0]!.Value + (noise * ((i % 7) - 3))))];
        var numbers = run with { Tasks = [new("label", TransferKit.Tasks.TaskKind.Regression, "label", [], []) { Answers = new(Values(0.01), Values(0.2), []) }] };

        var diagnosis = Diagnosis.Of(numbers);

        Assert.Equal("variance", diagnosis.Verdict);
        Assert.Null(diagnosis.Noise);
        Assert.DoesNotContain(diagnosis.Actions, action => action.Option.Contains("label-smoothing", StringComparison.Ordinal));
    }

    [Fact]
    public void OptionsThatMoveSeveralGaps_AreFlagged()
    {
        var run = new PlantedRun().Add(SplitName.Train, 50, 0, 0.3).Build();
        var early = run with { Recipe = new Dictionary<string, string>(run.Recipe) { ["keep"] = "Best" } };

        Assert.Equal(["keep"], Diagnosis.Of(early).MixedKnobs.Select(knob => knob.Option));
        Assert.Empty(Diagnosis.Of(run).MixedKnobs);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void ALeastGapOutOfRange_IsAnError(double gap) =>
        Assert.Throws<InvalidOptionsException>(() => Diagnosis.Of(new PlantedRun().Add(SplitName.Train, 5, 0).Build(), new() { LeastGap = gap }));
}
