using Microsoft.ML;
using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.MLNet.Training;
using TransferKit.Tasks;

namespace TransferKit.MLNet;

/// <summary>TransferKit in the catalogs of an MLContext.</summary>
public static class TransferCatalog
{
    /// <summary>
    /// Makes a vector of features of an image, from several stages of a pretrained backbone, for any ML.NET trainer to learn from.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is made: a vector of Single, whose slots are named by the tensor they are read from.</param>
    /// <param name="inputColumnName">The column of images: paths (text) or files' bytes (a vector of Byte).</param>
    /// <param name="backbone">The backbone, from <see cref="Backbone.LoadAsync"/>.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public static TransferFeaturesEstimator TransferFeatures(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, Backbone backbone, TransferFeaturesOptions? options = null) =>
        new(CatalogEnvironment.Of(catalog), outputColumnName, inputColumnName, backbone, options ?? new());

    /// <summary>
    /// Trains a model of several tasks on one shared trunk, with labels missing anywhere; the columns are told in <see cref="MultiTaskOptions"/>.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The tasks, and how they are trained.</param>
    /// <exception cref="InvalidOptionsException">There is no task, or an option is out of range.</exception>
    public static TransferLearningEstimator MultiTask(this TransformsCatalog catalog, MultiTaskOptions options) => options.Tasks.Count == 0
        ? throw new InvalidOptionsException("'tasks' is empty; allowed: one task or more.")
        : new(CatalogEnvironment.Of(catalog), options, options.FeatureColumnName, [.. options.Tasks.Select(task => new TaskColumns(task, $"{task.Name}.Score", $"{task.Name}.PredictedLabel"))]);

    /// <summary>Trains a model that tells one class of several, by fine-tuning a pretrained backbone.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public static TransferLearningEstimator TransferLearning(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, TransferLearningOptions? options = null) =>
        OneTask(catalog, options ?? new(), LearningTask.Classification);

    /// <summary>Trains a model that tells a number, by fine-tuning a pretrained backbone.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public static TransferLearningEstimator TransferLearning(this RegressionCatalog.RegressionTrainers catalog, TransferLearningOptions? options = null) =>
        OneTask(catalog, options ?? new(), (name, column) => LearningTask.Regression(name, column));

    private static TransferLearningEstimator OneTask(object catalog, TransferLearningOptions options, Func<string, string, LearningTask> task) =>
        // Named as the library names the task of a folder of class folders: the name is part of what its seeds are drawn from.
        new(CatalogEnvironment.Of(catalog), options, options.FeatureColumnName, [new(task("label", options.LabelColumnName), options.ScoreColumnName, options.PredictedLabelColumnName)]);
}
