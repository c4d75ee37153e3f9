using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Compare;

public sealed class CompareUsageTests
{
    [Theory]
    [InlineData("", "It is not said what is compared: give '--arms A,B,...', '--transfer', '--tasks', '--pipeline P.yaml' or '--sizes N,N,...'.")]
    [InlineData("--transfer --arms head,all", "'--arms' and '--transfer' both say what is compared: give one of them.")]
    [InlineData("--arms head", "'--arms' is 'head'; allowed: two or more of scratch, head, last:N for the last N stages, from:STAGE, all, auto, with commas between them.")]
    [InlineData("--arms head,tail", "'--arms' names 'tail'; allowed: scratch, head, last:N for the last N stages, from:STAGE, all, auto ('transferkit inspect' lists the stages).")]
    [InlineData("--arms head,last:0", "'--arms' names 'last:0'; allowed: scratch, head, last:N for the last N stages, from:STAGE, all, auto ('transferkit inspect' lists the stages).")]
    [InlineData("--arms head,all --folds 1", "'--folds' is '1'; allowed: a whole number, 2 to 1000.")]
    [InlineData("--arms head,all --seeds 0", "'--seeds' is '0'; allowed: a whole number, 1 to 1000.")]
    [InlineData("--transfer --budget 5m", "'--budget' is the time that 'auto' takes to choose, and nothing here is 'auto'.")]
    [InlineData("--transfer --retrain all", "'--retrain' belongs to '--tasks', '--sizes' and '--pipeline'; other comparisons say by their arms what is trained.")]
    [InlineData("--transfer --least-gain 0.01", "'--auto-separate' and '--least-gain' belong to '--tasks'.")]
    [InlineData("--transfer --sizes 10,all", "'--transfer' and '--sizes' both say what is compared: give one of them.")]
    [InlineData("--sizes all", "'--sizes' is 'all'; allowed: two or more different numbers of images, 1 or more, and 'all', with commas between them.")]
    [InlineData("--sizes 10,0", "'--sizes' is '10,0'; allowed: two or more different numbers of images, 1 or more, and 'all', with commas between them.")]
    [InlineData("--sizes 10,ten", "'--sizes' is '10,ten'; allowed: two or more different numbers of images, 1 or more, and 'all', with commas between them.")]
    [InlineData("--transfer --target-error 0.1", "'--target-error' belongs to '--sizes': a learning curve tells how many images an error needs.")]
    [InlineData("--sizes 10,20 --target-error 0", "'--target-error' is '0'; allowed: a number, above 0 to 1000000000.")]
    [InlineData("--sizes 10,20 --retrain auto", "'--retrain' is 'auto'; allowed with --tasks, --sizes and --pipeline: head, last:N, from:STAGE, all.")]
    [InlineData("--tasks --least-gain 2", "'--least-gain' is '2'; allowed: a number, 0 to 1.")]
    [InlineData("--tasks --retrain auto", "'--retrain' is 'auto'; allowed with --tasks, --sizes and --pipeline: head, last:N, from:STAGE, all.")]
    [InlineData("--tasks --weighting pcgrat", "'--weighting' is 'pcgrat'; allowed: equal, uncertainty, dwa, gls, random, gradnorm, pcgrad, mgda, cagrad, upgrad, nash-mtl, fixed:TASK=X,TASK=Y.")]
    [InlineData("--transfer --task kind:class", "'--task' and '--image' belong to a CSV or TSV file; the folder 'photos' has one task, 'label', by the names of its class folders.")]
    public async Task WrongOptions_AreNamedWithWhatIsAllowed(string options, string message)
    {
        var run = await CliRun.OfAsync($"compare --data photos {options}");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal($"error: {message}", run.Error.Split('\n')[0]);
    }

    [Theory]
    [InlineData("head,last:3", "'last' is 3; this backbone has 2 stages")]
    [InlineData("head,from:tow", "two")]
    [InlineData("head,all,head", "'arms' names 'head' 2 times; allowed: different arms.")]
    public async Task WhatTheBackboneLacks_IsWrongUsage(string arms, string message)
    {
        using var folder = new TemporaryFolder();
        var run = await CliRun.OfAsync(
        [
            "compare", "--data", TinyPhotos.Write(folder["photos"]), "--backbone", TinyBackbone.Write(folder["tiny.onnx"]), "--arms", arms,
            "--workdir", folder["work"], "--cache", folder["cache"], "--json",
        ]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, (string?)run.Document["error"]!["message"], StringComparison.Ordinal);
    }
}
