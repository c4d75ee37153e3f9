using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Steps;

namespace TransferKit.Tests.Pipelines;

public sealed class PipelineFileTests
{
    private const string Good = """
        steps:
          - name: cell
            kind: model
            task: cell:box:wbc
            price: 0.05
            human: 0.98:50
          - {name: crop, kind: crop, box: cell, margin: 0.25}
          - {name: light, kind: enhance, image: crop}
          - {name: kind, kind: model, task: kind:class, input: light}
        """;

    [Fact]
    public void AFile_IsItsSteps()
    {
        var pipeline = PipelineFile.Parse(Good, "p.yaml");

        Assert.Equal(["cell", "crop", "light", "kind"], pipeline.Steps.Select(step => step.Name));
        Assert.Equal((0.05, 0.25), (pipeline.Steps[0].Price, ((CropStep)pipeline.Steps[1]).Margin));
        Assert.Equal(("wbc", 0.98, 50), (pipeline.Tasks[0].Column, pipeline.Steps[0].Human!.Value.Value, pipeline.Steps[0].Human!.Value.N));
    }

    [Theory]
    [InlineData("steps:\n  - {name: a, kind: model, task: a:class, colour: red}", "'colour' (line 2)")]
    [InlineData("steps:\n  - {name: a, kind: modle, task: a:class}", "Did you mean 'model'?")]
    [InlineData("steps:\n  - {name: a, kind: model}", "has no 'task'")]
    [InlineData("steps:\n  - {kind: model, task: a:class}", "has no 'name'")]
    [InlineData("steps:\n  - {name: a, kind: model, task: a:class, price: much}", "'price' is 'much'")]
    [InlineData("steps:\n  - {name: a, kind: model, task: a:class, human: 2:50}", "'human' is '2:50'")]
    [InlineData("steps:\n  - {name: a, kind: model, task: [a]}", "not a word or a number")]
    [InlineData("steps:\n  - {name: a, kind: crop, box: b, input: c}", "the key 'input'")]
    [InlineData("steps: [x]", "a step is a mapping")]
    [InlineData("step: []", "the key 'step'")]
    [InlineData("- a", "not one mapping")]
    [InlineData("", "not one mapping")]
    [InlineData("{}", "no list 'steps'")]
    public void AFileThatSaysSomethingElse_IsAUsageError(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidOptionsException>(() => PipelineFile.Parse(text, "p.yaml")).Message);

    [Fact]
    public void AFileThatIsNoYaml_OrIsNotThere_IsBadInput()
    {
        Assert.Equal(3, Assert.Throws<InvalidDatasetException>(() => PipelineFile.Parse("steps:\n  - {name: [", "p.yaml")).Line);
        Assert.Contains("cannot be read", Assert.Throws<InvalidDatasetException>(() => PipelineFile.Read("/nowhere/p.yaml")).Message);
    }
}
