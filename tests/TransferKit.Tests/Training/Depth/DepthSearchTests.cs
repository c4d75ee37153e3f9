using TransferKit.Features;
using TransferKit.Runs;
using TransferKit.Training;
using TransferKit.Training.Depth;

namespace TransferKit.Tests.Training.Depth;

/// <summary>The search alone: what trials give is made up, and their seconds are told, not measured.</summary>
public sealed class DepthSearchTests : IDisposable
{
    private const int Folds = 4;
    private const int Images = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-search-").FullName;
    private readonly List<string> _ran = [];
    private readonly Dictionary<string, (double Loss, double Seconds)> _truth = new()
    {
        ["head"] = (0.5, 1),
        ["head, other"] = (0.5, 1),
        ["last:1"] = (0.5, 10),
        ["last:2"] = (0.5, 20),
        ["last:4"] = (0.5, 40),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheDeepestWins_WhereItIsBetter()
    {
        (_truth["last:1"], _truth["last:2"], _truth["last:4"]) = ((0.4, 10), (0.3, 20), (0.1, 40));
        var choice = await ChooseAsync(1000);
        Assert.Equal("last:4", choice.Candidate.Name);
        // Halving: after one fold the better half of the depths, after two the best.
        Assert.Equal(["head 4", "head, other 4", "last:1 1", "last:2 2", "last:4 4"], choice.Tried.Select(tried => $"{tried.Name} {tried.Folds}"));
        Assert.Equal(["last:4"], choice.Tried.Where(tried => tried.Chosen).Select(tried => tried.Name));
        Assert.All(choice.Tried, tried => Assert.True(tried.Loss!.Value.Selected));
    }

    [Fact]
    public async Task TheCheapest_IsTakenOfThoseThatCannotBeToldApart()
    {
        (_truth["last:1"], _truth["last:2"]) = ((0.49, 10), (0.495, 20));
        Assert.Equal("head", (await ChooseAsync(1000)).Candidate.Name);
        // A little better on every image is beyond the standard error.
        (_truth["last:1"], _noise) = ((0.45, 10), 0.01);
        Assert.Equal("last:1", (await ChooseAsync(1000)).Candidate.Name);
        // Less than one percent is not worth stages, however sure it is.
        (_truth["last:1"], _noise) = ((0.498, 10), 0);
        Assert.Equal("head", (await ChooseAsync(1000)).Candidate.Name);
    }

    [Fact]
    public async Task WhatTheBudgetDoesNotCover_IsNotBegun_AndSaid()
    {
        (_truth["last:2"], _truth["last:4"]) = ((0.3, 20), (0.1, 40));
        var choice = await ChooseAsync(45);
        // 8 s for heads, 10 and 20 s for two depths: the third would have taken 40.
        Assert.Equal(["last:1", "last:2"], _ran.Where(name => name.StartsWith("last", StringComparison.Ordinal)).Distinct());
        Assert.Equal("last:2", choice.Candidate.Name);
        var tried = choice.Tried.Single(tried => tried.Name == "last:4");
        Assert.Null(tried.Loss);
        Assert.StartsWith("a fold would have taken about 40 s", tried.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATrialThatStopsItself_IsOut()
    {
        _truth["last:1"] = (0.1, 500);
        var choice = await ChooseAsync(60);
        Assert.Equal("head", choice.Candidate.Name);
        Assert.StartsWith("a fold would have taken about 500 s", choice.Tried.Single(tried => tried.Name == "last:1").Note, StringComparison.Ordinal);
        Assert.DoesNotContain("last:2", _ran);
    }

    [Fact]
    public async Task ATrialThatDiverges_IsOut_AndTellsNothingOfTheTimeOfOthers()
    {
        _truth["last:1"] = (0.1, double.PositiveInfinity);
        var choice = await ChooseAsync(60);
        Assert.Equal("head", choice.Candidate.Name);
        Assert.Equal("its training diverged", choice.Tried.Single(tried => tried.Name == "last:1").Note);
        Assert.Contains("last:2", _ran);
    }

    [Fact]
    public async Task TheFirstHead_IsTriedWhateverItTakes()
    {
        _truth["head"] = (0.5, 100);
        var choice = await ChooseAsync(1);
        Assert.Equal("head", choice.Candidate.Name);
        Assert.Equal(["head"], _ran);
    }

    [Fact]
    public async Task AnotherHead_IsReadBehindToo()
    {
        (_truth["head, other"], _truth["last:1"], _noise) = ((0.2, 1), (0.1, 10), 0.01);
        Assert.Equal("last:1", (await ChooseAsync(1000)).Candidate.Name);
        Assert.Equal("head, other", _readBy);
    }

    [Fact]
    public async Task WhatWasMeasured_IsReplayed_ThoughTheClockWouldNowSayOtherwise()
    {
        (_truth["last:2"], _truth["last:4"]) = ((0.3, 20), (0.1, 40));
        var first = await ChooseAsync(45, checkpoints: true);
        var trials = _ran.Count;
        // All is fast now: a search of its own would try the deepest too.
        foreach (var name in _truth.Keys.ToList())
        {
            _truth[name] = (_truth[name].Loss, 0.001);
        }

        var again = await ChooseAsync(45, checkpoints: true);
        Assert.Equal(trials, _ran.Count);
        Assert.Equal(first.Candidate.Name, again.Candidate.Name);
        Assert.Equal(first.Tried, again.Tried);
        Assert.Equal("last:4", (await ChooseAsync(45)).Candidate.Name);
    }

    [Fact]
    public async Task StoppedInTheMiddle_GoesOnAfterTheFinishedTrials()
    {
        _truth["last:4"] = (0.1, 40);
        var whole = await ChooseAsync(1000);
        var all = _ran.Count;
        _ran.Clear();
        _stopAfter = 6;
        await Assert.ThrowsAsync<OperationCanceledException>(() => ChooseAsync(1000, checkpoints: true));
        _stopAfter = int.MaxValue;
        var resumed = await ChooseAsync(1000, checkpoints: true);
        Assert.Equal(all, _ran.Count);
        Assert.Equal(whole.Tried, resumed.Tried);
    }

    [Fact]
    public async Task WithoutImagesToChooseBy_TheHeadIsTaken()
    {
        var search = new DepthSearch(TimeSpan.FromSeconds(100), [[]], new(null, "choice"), (_, _, _) => throw new InvalidOperationException());
        var choice = await search.ChooseAsync([Candidate("head", 0)], _ => []);
        Assert.Equal("head", choice.Candidate.Name);
        Assert.Null(choice.Tried.Single().Loss);
    }

    private double _noise = 0.2;
    private int _stopAfter = int.MaxValue;
    private string? _readBy;

    private Task<DepthChoice> ChooseAsync(double budget, bool checkpoints = false)
    {
        IReadOnlyList<IReadOnlyList<string>> units = [.. Enumerable.Range(0, Folds).Select(fold => Enumerable.Range(0, Images).Select(image => $"{fold}.{image}").ToList())];
        var journal = new SearchJournal(checkpoints ? new CheckpointFolder(_folder, "run", continues: true) : null, "choice");
        return new DepthSearch(TimeSpan.FromSeconds(budget), units, journal, Run).ChooseAsync(
            [Candidate("head", 0), Candidate("head, other", 0)],
            head =>
            {
                _readBy = head.Name;
                return [Candidate("last:1", 10), Candidate("last:2", 20), Candidate("last:4", 40)];
            });
    }

    private Task<Trial> Run(DepthCandidate candidate, int round, double seconds)
    {
        if (_ran.Count >= _stopAfter)
        {
            throw new OperationCanceledException();
        }

        _ran.Add(candidate.Name);
        var (loss, takes) = _truth[candidate.Name];
        return Task.FromResult(takes > seconds
            ? new Trial(1, (float)takes, null)
            : new Trial((float)takes, (float)takes, [.. Enumerable.Range(0, Images).Select(image => (float)(loss + (_noise * Wave(candidate.Name, round, image))))]));
    }

    /// <summary>Differs between candidates and images, with a mean of zero over the images of a fold.</summary>
    private static double Wave(string name, int round, int image) => Math.Sin(name.Length + round + (2 * Math.PI * image * (1 + (name[^1] % 3)) / Images));

    private static DepthCandidate Candidate(string name, long macs) => new(name, macs == 0 ? Retrain.HeadOnly : new(name), new([new FeatureTap(name, Pooling.Mean)]), macs);
}
