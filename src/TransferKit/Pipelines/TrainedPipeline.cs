using TransferKit.Foundation;
using TransferKit.Training;

namespace TransferKit.Pipelines;

/// <summary>A pipeline with its trained steps.</summary>
/// <param name="Pipeline">The steps.</param>
/// <param name="Runs">What came of the training of each trained step, by its name.</param>
public sealed record TrainedPipeline(Pipeline Pipeline, IReadOnlyDictionary<string, TransferRun> Runs)
{
    /// <summary>Writes it as one file: a ZIP archive of a manifest and a model a trained step, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOptionsException">A step is a function of the program's own, which no file can hold.</exception>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Save(string path) => PipelineBundle.Write(path, this);
}
