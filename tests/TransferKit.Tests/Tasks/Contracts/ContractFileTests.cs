using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Tests.Tasks.Contracts;

public sealed class ContractFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("transferkit-").FullName;

    private string File => Path.Combine(_root, "parts.contract.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void AContract_ReadsBackAsItWasWritten_WithItsHistory()
    {
        var first = new MetricContract(ContractTerms.None, []).Change(ContractTerms.None.With("label", "macro-f1"), null, new Day(1));
        var second = first.Change(first.Terms.With("label", "balanced-accuracy").With("size", "rmse"), "rare parts count as much", new Day(2));
        ContractFile.Write(File, second);

        var read = ContractFile.Read(File);

        Assert.Equal([("label", "balanced-accuracy"), ("size", "rmse")], read.Terms.Tasks.Select(task => (task.Key, task.Value.Metric)));
        Assert.Equal([new Day(1).GetUtcNow(), new Day(2).GetUtcNow()], read.History.Select(change => change.Date));
        Assert.Equal([null, "rare parts count as much"], read.History.Select(change => change.Reason));
        Assert.Null(read.History[0].Before);
        Assert.Equal("macro-f1", read.History[1].Before!.Tasks["label"].Metric);
        Assert.True(read.History[1].After.SameAs(second.Terms));
    }

    [Fact]
    public void SettingWhatIsSet_ChangesNothing_AndTheDefaultTakesTheEntryAway()
    {
        var contract = new MetricContract(ContractTerms.None, []).Change(ContractTerms.None.With("label", "macro-f1"), null, new Day(1));
        Assert.Same(contract, contract.Change(contract.Terms.With("label", "macro-f1"), "again", new Day(2)));

        var without = contract.Change(contract.Terms.With("label", metric: null), "accuracy after all", new Day(3));
        Assert.Empty(without.Terms.Tasks);
        Assert.Equal("macro-f1", without.History[^1].Before!.Tasks["label"].Metric);
    }

    [Theory]
    [InlineData("""{"format":1,"tusks":{}}""", "the file has the key 'tusks'; allowed: format, tasks, limits, history. Did you mean 'tasks'?")]
    [InlineData("""{"format":1,"tasks":{"label":{"metrik":"accuracy"}}}""", "the task 'label' has the key 'metrik'; allowed: metric, costs. Did you mean 'metric'?")]
    [InlineData("""{"format":1,"tasks":{"label":{"metric":"acuracy"}}}""", "Did you mean 'accuracy'?")]
    [InlineData("""{"format":1,"tasks":["label"]}""", "'tasks' is no object")]
    [InlineData("""{"format":1,"tasks":{"label":{"metric":7}}}""", "$.tasks.label.metric")]
    [InlineData("""{"format":1,"tasks":{"label":{}},"tasks":{}}""", "tasks")]
    [InlineData("""{"format":1,"tasks":{"label":{"metric":"accuracy","costs":{"classes":["a","b"],"rows":[[0,1],[1,0]]}}}}""", "both a metric and costs")]
    [InlineData("""{"format":1,"tasks":{"label":{"costs":{"classes":["a","b"],"rows":[[0,1]]}}}}""", "1 rows of 2 for 2 classes")]
    [InlineData("""{"format":1,"tasks":{"label":{"costs":{"class":["a","b"],"rows":[[0,1],[1,0]]}}}}""", "the costs of 'label' has the key 'class'")]
    [InlineData("""{"format":1,"limits":["label.recall"]}""", "has no '>=' or '<='")]
    [InlineData("""{"format":1,"limits":[null]}""", "'limits' is no list of texts")]
    [InlineData("""{"format":1,"tasks":{"label":{"costs":{"classes":["a","b"],"rows":[null,[1,0]]}}}}""", "'rows' is no list of lists")]
    [InlineData("""{"format":2}""", "'format' is 2; this TransferKit reads 1")]
    [InlineData("""{"tasks":{}}""", "format")]
    [InlineData("""{"format":1,"history":[{"date":"yesterday","after":{}}]}""", "date")]
    [InlineData("""{"format":1,"history":[{"date":"2026-11-01T00:00:00Z","why":"x","after":{}}]}""", "a change of the history has the key 'why'")]
    [InlineData("""{"format":1,"history":[{"date":"2026-11-01T00:00:00Z","after":{"task":{}}}]}""", "the terms of a change has the key 'task'")]
    [InlineData("""{"format":1,"history":{}}""", "'history' is no list")]
    [InlineData("[1]", "the file is no object")]
    [InlineData("null", "the file is no object")]
    [InlineData("{", "cannot be read")]
    [InlineData("", "cannot be read")]
    public void ABadFile_ExplainsItself(string text, string message)
    {
        System.IO.File.WriteAllText(File, text);
        var error = Assert.Throws<InvalidContractException>(() => ContractFile.Read(File));
        Assert.Contains(message, error.Message);
        Assert.Equal((FaultKind.Input, File), (error.Fault, error.Path));
    }

    [Fact]
    public void AMissingFile_SaysWhatMakesOne() =>
        Assert.Contains("'contract set", Assert.Throws<InvalidContractException>(() => ContractFile.Read(File)).Message);

    [Fact]
    public void TasksTakeTheirMetrics_AndOthersStayAsTheyAre()
    {
        var contract = new MetricContract(ContractTerms.None.With("size", "rmse"), []);
        var tasks = contract.Apply([LearningTask.Classification("label"), LearningTask.Regression("size", logScale: true)]);
        Assert.Equal([null, "rmse"], tasks.Select(task => task.Metric));
        Assert.True(tasks[1].LogScale);
    }

    [Fact]
    public void Costs_TakeThePlaceOfAMetric_AndReadBack()
    {
        CostMatrix costs = new(["a", "b"], [[0, 1], [5, 0]]);
        var contract = new MetricContract(ContractTerms.None.With("label", "macro-f1").With("label", costs), []);
        ContractFile.Write(File, contract);
        var task = ContractFile.Read(File).Apply([LearningTask.Classification("label")])[0];
        Assert.Equal((null, "cost", 5), (task.Metric, task.MainMetric.Name, task.Costs![1, 0]));
        Assert.Contains("costs are for tasks of the kind 'class'", Assert.Throws<InvalidContractException>(() => contract.Apply([LearningTask.Regression("label")])).Message);
        Assert.Contains("leave out the class 'c'", Assert.Throws<InvalidContractException>(() => contract.RequireClasses(task, ["a", "b", "c"])).Message);
        Assert.Null(contract.Terms.With("label", "accuracy").Tasks["label"].Costs);
    }

    [Theory]
    [InlineData("lable", "macro-f1", "names the task 'lable'; the tasks are: label, size. Did you mean 'label'?")]
    [InlineData("size", "accuracy", "a task of the kind 'regression' has: mae, rmse, r2.")]
    public void AContractOfOtherTasks_ExplainsItself(string task, string metric, string message)
    {
        var contract = new MetricContract(ContractTerms.None.With(task, metric), []);
        var error = Assert.Throws<InvalidContractException>(() => contract.Apply([LearningTask.Classification("label"), LearningTask.Regression("size")]));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void ATaskWithAMetricOfAnotherKind_IsRefused() =>
        Assert.Contains("Did you mean 'rmse'?", Assert.Throws<InvalidOptionsException>(() => LearningTask.Regression("size") with { Metric = "rsme" }).Message);

    private sealed class Day(int day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);
    }
}
