using Microsoft.ML;
using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.MLNet.Pictures;
using TransferKit.Training;

namespace TransferKit.MLNet;

/// <summary>How a model is trained inside a pipeline, and how it scores.</summary>
public abstract record TransferOptions
{
    /// <summary>The pretrained network that the model stands on.</summary>
    /// <value>Default null: <see cref="BackboneCatalogue.DefaultId"/>, which comes with TransferKit.</value>
    public Backbone? Backbone { get; init; }

    /// <summary>How it is fine-tuned: how deep, for how long, the seed, the threads.</summary>
    /// <value>Default: the head alone, by the defaults of <see cref="FineTuneOptions"/>.</value>
    public FineTuneOptions Training { get; init; } = new();

    /// <summary>Rows that nothing is learned from and that <see cref="TransferRun.Dev"/> is measured on, with the same columns as those of training.</summary>
    /// <value>Default null: none, and all rows are learned from.</value>
    public IDataView? ValidationSet { get; init; }

    /// <summary>What happens to an image that cannot be read, in training and in scoring.</summary>
    /// <value>Default <see cref="BadImages.Fail"/>.</value>
    public BadImages BadImages { get; init; }

    /// <summary>The column that says why an image could not be read, a text that is empty where it could; only with <see cref="BadImages.Missing"/>.</summary>
    /// <value>Default <c>ImageError</c>.</value>
    public string ErrorColumnName { get; init; } = "ImageError";

    /// <summary>Images decoded and run at the same time where whole data are scored. The values do not depend on it.</summary>
    /// <value>Default: the machine's processors; 1 to 1024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 1024);

    /// <summary>Stops training.</summary>
    /// <value>Default none.</value>
    public CancellationToken CancellationToken { get; init; }

    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    internal void Check()
    {
        if (Threads is < 1 or > 1024)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024.");
        }
    }
}
