namespace TransferKit.Cli.Tests.Commands.Train;

public sealed class TrainUsageTests
{
    [Theory]
    [InlineData("--epochs 0", "'--epochs' is '0'; allowed: a whole number, 1 to 100000.")]
    [InlineData("--epochs many", "'--epochs' is 'many'; allowed: a whole number, 1 to 100000.")]
    [InlineData("--batch 0", "'--batch' is '0'; allowed: a whole number, 1 to 65536.")]
    [InlineData("--max-bad 1.5", "'--max-bad' is '1.5'; allowed: a number, 0 to 1.")]
    [InlineData("--max-bad NaN", "'--max-bad' is 'NaN'; allowed: a number, 0 to 1.")]
    [InlineData("--dropout 1", "'--dropout' is '1'; allowed: a number, 0 to 0.99.")]
    [InlineData("--learning-rate 0", "'--learning-rate' is '0'; allowed: a number, above 0 to 100, or find.")]
    [InlineData("--folds 1", "'--folds' is '1'; allowed: a whole number, 2 to 1000.")]
    [InlineData("--optimizer adm", "'--optimizer' is 'adm'; allowed: adam, adamw, sgd, momentum, nesterov, rmsprop. Did you mean 'adam'?")]
    [InlineData("--schedule none", "'--schedule' is 'none'; allowed: cosine, one-cycle, constant.")]
    [InlineData("--keep first", "'--keep' is 'first'; allowed: last, best.")]
    [InlineData("--head mlp:0", "'--head' is 'mlp:0'; allowed: linear, mlp, or mlp with widths from 1 to 65536, such as mlp:256 or mlp:256,128.")]
    [InlineData("--retrain last:0", "'--retrain' is 'last:0'; allowed: head, last:N for the last N stages, from:STAGE, all, or auto ('transferkit inspect' lists the stages).")]
    [InlineData("--retrain from:", "'--retrain' is 'from:'; allowed: head, last:N for the last N stages, from:STAGE, all, or auto ('transferkit inspect' lists the stages).")]
    [InlineData("--retrain heads", "'--retrain' is 'heads'; allowed: head, last:N for the last N stages, from:STAGE, all, or auto ('transferkit inspect' lists the stages).")]
    [InlineData("--stage-norm on", "'--stage-norm' is 'on'; allowed: frozen, affine, batch.")]
    [InlineData("--backbone none --retrain last:2", "'--retrain' is 'last:2'; allowed with '--backbone none': all. Its weights are random, so all of them are trained.")]
    [InlineData("--backbone none --retrain auto", "'--retrain' is 'auto'; allowed with '--backbone none': all. Its weights are random, so all of them are trained.")]
    [InlineData("--backbone none --input-range 0:1", "'--input-range' and '--input-layout' tell what a model's file does not; '--backbone none' has no file.")]
    [InlineData("--input-layout hwc", "'--input-layout' is 'hwc'; allowed: nchw, nhwc.")]
    [InlineData("--input-range 1:0", "'input-range' is '1:0'; allowed: A:B with A below B, such as 0:255, 0:1 or -1:1.")]
    [InlineData("--bacth 3", "Unknown option '--bacth'. Did you mean '--batch'?")]
    [InlineData("--augment lihgt", "'--augment' is 'lihgt'; allowed: none, light, standard, strong, auto. Did you mean 'light'?")]
    [InlineData("--variants 0", "'--variants' is '0'; allowed: a whole number, 1 to 100.")]
    [InlineData("--learning-rate found", "'--learning-rate' is 'found'; allowed: a number, above 0 to 100, or find.")]
    [InlineData("--share 2", "'--share' is '2'; allowed: auto, or a number, 0 to 1.")]
    [InlineData("--layer-decay 0", "'--layer-decay' is '0'; allowed: a number, 0.001 to 1.")]
    [InlineData("--mixup 2", "'--mixup' is '2'; allowed: a number, 0 to 1.")]
    [InlineData("--budget 5m", "'--budget' is the time that 'auto' takes to choose, and nothing here is 'auto'.")]
    [InlineData("--retrain auto --budget 5", "'--budget' is '5'; allowed: a time such as 90s, 5m or 1h.")]
    [InlineData("--retrain auto --budget m", "'--budget' is 'm'; allowed: a time such as 90s, 5m or 1h.")]
    [InlineData("--retrain auto --budget 48h", "'budget' is 172800 s; allowed: 1 s to 24 h.")]
    [InlineData("--out n.onnx", "Option '--out' expects a single argument but 2 were provided.")]
    [InlineData("--split-file s.csv --target lab", "'--split-file' and '--target' both say what is held out: give one of them.")]
    [InlineData("--task kind:class", "'--task' and '--image' belong to a CSV or TSV file; the folder 'photos' has one task, 'label', by the names of its class folders.")]
    public async Task WrongOptions_AreNamedWithWhatIsAllowed(string options, string message)
    {
        var run = await CliRun.OfAsync($"train --data photos --out m.onnx {options}");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal($"error: {message}", run.Error.Split('\n')[0]);
    }

    [Theory]
    [InlineData("train --out m.onnx", "Option '--data' is required.")]
    [InlineData("train --data photos", "Option '--out' is required.")]
    [InlineData("train --data", "Required argument missing for option: '--data'.")]
    public async Task MissingOptions_AreNamed(string line, string message)
    {
        var run = await CliRun.OfAsync(line);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"error: {message}", run.Error.Split('\n')[0]);
    }

    [Theory]
    [InlineData("kind:boxes")]
    [InlineData("kind")]
    public async Task ATaskThatCannotBeRead_IsWrongUsage(string task)
    {
        var run = await CliRun.OfAsync($"train --data d.csv --out m.onnx --task {task} --json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{task}'", (string)run.Document["error"]!["message"]!);
    }

    [Fact]
    public async Task NegativeNumbers_AreValuesAndNoOptions()
    {
        var run = await CliRun.OfAsync("train --data photos --out m.onnx --weight-decay -1");

        Assert.Equal("error: '--weight-decay' is '-1'; allowed: a number, 0 to 1000.", run.Error.Split('\n')[0]);
    }
}
