using TransferKit.Cli.Commands.Train;
using TransferKit.Cli.Hosting;
using TransferKit.Strategy;

namespace TransferKit.Cli.Tests.Commands.Train;

public sealed class KnobTests
{
    [Fact]
    public void EveryOptionOfTrain_SaysWhichGapsItMoves()
    {
        var command = new TrainCommand(new CommandHost { Output = TextWriter.Null, Error = TextWriter.Null });

        var unknown = command.Options.Select(option => option.Name.TrimStart('-')).Except(Knob.All.Select(knob => knob.Option));

        Assert.Empty(unknown);
    }

    [Fact]
    public void EarlyStopping_MovesSeveralGaps() => Assert.True(Knob.Of("keep").MovesSeveral);
}
