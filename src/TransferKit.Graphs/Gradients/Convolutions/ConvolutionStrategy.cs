namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>One way to write a convolution on rows in standard operators.</summary>
internal abstract class ConvolutionStrategy
{
    // The first that can do it and suits it.
    private static readonly ConvolutionStrategy[] All =
        [new PointwiseStrategy(), new DepthwiseStrategy(), new BandedStrategy(), new TapStrategy(), new GroupedStrategy(), new WinogradStrategy(4), new WinogradStrategy(2), new GatherStrategy()];

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names => All.Select(strategy => strategy.Name);

    /// <summary>Its name in options and checkpoints.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it can write this convolution.</summary>
    public abstract bool CanWrite(Convolution convolution);

    /// <summary>Whether it can compute in float64: kernels of our own cannot.</summary>
    public virtual bool HasFloat64 => true;

    /// <summary>Whether it is the one to take where it can, given that those before it in the list are not.</summary>
    public virtual bool Suits(Convolution convolution) => true;

    /// <summary>Writes the convolution and returns its output as rows.</summary>
    public abstract string Write(LoweringContext context, Convolution convolution);

    /// <summary>The strategy for a convolution.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="name">The one that is asked for, or null for the choice by shape.</param>
    /// <param name="float64">Whether the graph computes in float64, for which there are standard operators only.</param>
    public static ConvolutionStrategy For(Convolution convolution, string? name, bool float64)
    {
        var able = All.Where(strategy => strategy.CanWrite(convolution) && (strategy.HasFloat64 || !float64)).ToArray();
        return name is null
            ? able.First(strategy => strategy.Suits(convolution))
            : able.FirstOrDefault(strategy => strategy.Name == name)
                ?? throw new Foundation.InvalidOptionsException(
                    $"The convolution of '{convolution.Weight}' cannot be written as '{name}'; allowed: {string.Join(", ", able.Select(s => s.Name))}.");
    }
}
