using TransferKit.Datasets.Reading;
using TransferKit.Datasets.Splitting;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Datasets;

/// <summary>
/// Images with labels for one or several tasks. Loading opens every file once; the unreadable ones are quarantined and counted.
/// </summary>
public sealed class ImageDataset
{
    private readonly IReadOnlyList<string[]> _classes;
    private readonly Lazy<IReadOnlyList<SampleUnit>> _units;

    internal ImageDataset(
        string root,
        IReadOnlyList<LearningTask> tasks,
        IReadOnlyList<string[]> classes,
        IReadOnlyList<ImageSample> samples,
        IReadOnlyList<QuarantinedImage> quarantined,
        IReadOnlyList<IgnoredFile> ignored,
        IReadOnlyList<string> notes,
        int? nearDuplicateDistance)
    {
        Root = root;
        Tasks = tasks;
        Samples = samples;
        Quarantined = quarantined;
        Ignored = ignored;
        Notes = notes;
        _classes = classes;
        _units = new(() => UnitFinder.Find(samples, nearDuplicateDistance));
        Whole = this;
    }

    /// <summary>Some tasks of another data set, with all of its images.</summary>
    private ImageDataset(ImageDataset whole, IReadOnlyList<int> tasks)
    {
        (Root, Quarantined, Ignored, Notes, _units, Whole) = (whole.Root, whole.Quarantined, whole.Ignored, whole.Notes, whole._units, whole);
        Tasks = [.. tasks.Select(task => whole.Tasks[task])];
        _classes = [.. tasks.Select(task => whole._classes[task])];
        Samples = [.. whole.Samples.Select(sample => sample with { Labels = [.. tasks.Select(task => sample.Labels[task])] })];
    }

    /// <summary>The same data, whose tasks say something else of how they are learned.</summary>
    private ImageDataset(ImageDataset other, IReadOnlyList<LearningTask> tasks)
    {
        (Root, Quarantined, Ignored, Notes, _units, _classes, Samples) =
            (other.Root, other.Quarantined, other.Ignored, other.Notes, other._units, other._classes, other.Samples);
        Tasks = tasks;
        Whole = this;
    }

    /// <summary>The folder that the samples' names are relative to, absolute.</summary>
    public string Root { get; }

    /// <summary>What there is to learn.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>The readable images: folders in the order of names, tables in the order of rows.</summary>
    public IReadOnlyList<ImageSample> Samples { get; }

    /// <summary>The images that belong to the data and cannot be used.</summary>
    public IReadOnlyList<QuarantinedImage> Quarantined { get; }

    /// <summary>Files and folders that are not taken for data; empty for a table.</summary>
    public IReadOnlyList<IgnoredFile> Ignored { get; }

    /// <summary>What the user should know, a sentence each: ignored files, classes of one image, identical files with two labels.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The data set that this one has some tasks of: both are cut into the same folds.</summary>
    internal ImageDataset Whole { get; }

    /// <summary>The same images with some of the tasks, cut into the same folds.</summary>
    /// <param name="names">The names of the tasks; all are there.</param>
    internal ImageDataset OfTasks(IReadOnlyList<string> names) =>
        new(this, [.. Enumerable.Range(0, Tasks.Count).Where(task => names.Contains(Tasks[task].Name))]);

    /// <summary>The same images and labels with other metrics and costs.</summary>
    /// <param name="tasks">The same tasks, in the same order.</param>
    internal ImageDataset WithTasks(IReadOnlyList<LearningTask> tasks) => new(this, tasks);

    /// <summary>The images in units that no split or fold takes apart: one group, identical files, near-duplicates.</summary>
    internal IReadOnlyList<SampleUnit> Units => _units.Value;

    /// <summary>A classification task's class names in ordinal order, so that a label is an index into them; empty for other tasks.</summary>
    /// <exception cref="ArgumentException">The task is not one of <see cref="Tasks"/>.</exception>
    public IReadOnlyList<string> ClassesOf(LearningTask task)
    {
        for (var index = 0; index < Tasks.Count; index++)
        {
            if (Tasks[index] == task)
            {
                return _classes[index];
            }
        }

        throw new ArgumentException($"The data have no task '{task.Name}'.", nameof(task));
    }

    /// <summary>
    /// Reads class folders: a classification task named <c>label</c>, a class for every folder. Where the folders at the top are
    /// named <c>train</c>, <c>train-dev</c>, <c>dev</c> (or <c>val</c>, <c>valid</c>, <c>validation</c>) and <c>test</c>, the class
    /// folders are those below them and the split is given.
    /// </summary>
    /// <param name="folder">The folder of class folders.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="InvalidDatasetException">No images, one class, too many bad files, or a folder that cannot be read.</exception>
    /// <exception cref="InvalidOptionsException">An option is out of its range.</exception>
    public static ImageDataset FromFolders(string folder, DatasetOptions? options = null) =>
        DatasetLoader.Load(() => FolderReader.Read(folder), options, null, default);

    /// <summary>Reads class folders as <see cref="FromFolders"/> does, on other threads.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<ImageDataset> FromFoldersAsync(
        string folder, DatasetOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => DatasetLoader.Load(() => FolderReader.Read(folder), options, progress, cancellationToken), cancellationToken);

    /// <summary>
    /// Reads a CSV or TSV file with a header. An empty cell is a missing label. The columns <c>split</c> (train, train-dev, dev,
    /// test), <c>source</c> and <c>group</c> are used where they are there.
    /// </summary>
    /// <param name="path">The table.</param>
    /// <param name="image">The column of image paths, absolute or relative to the table's folder.</param>
    /// <param name="tasks">The tasks, each with its column; none stands for a classification task <c>label</c>.</param>
    /// <exception cref="InvalidDatasetException">The message names file, line, column and value.</exception>
    /// <exception cref="InvalidOptionsException">Two tasks have one name.</exception>
    public static ImageDataset FromCsv(string path, string image = "path", params IReadOnlyList<LearningTask> tasks) =>
        DatasetLoader.Load(() => TableReader.Read(path, image, tasks), null, null, default);

    /// <summary>Reads a CSV or TSV file as <see cref="FromCsv"/> does, on other threads.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<ImageDataset> FromCsvAsync(
        string path,
        IReadOnlyList<LearningTask> tasks,
        string image = "path",
        DatasetOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => DatasetLoader.Load(() => TableReader.Read(path, image, tasks), options, progress, cancellationToken), cancellationToken);

    /// <summary>
    /// Splits the data: stratified by the first task, the same for the same seed whatever the order of the files; units stay
    /// together, and each class of three or more units is in train, dev and test. A given split is used as it is; a part that it
    /// lacks is taken from its train part.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="options">Sizes and target.</param>
    /// <exception cref="InvalidDatasetException">There are too few independent images to hold some out.</exception>
    /// <exception cref="InvalidOptionsException">An option is out of its range.</exception>
    public DatasetSplit Split(int seed = 7, SplitOptions? options = null) => Splitter.Split(this, seed, options ?? new());

    /// <summary>
    /// Cuts the data into folds for cross-validation: stratified, units together, each image held out once. Images of a given test
    /// part stay out.
    /// </summary>
    /// <param name="count">How many folds, 2 up to the number of units.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="InvalidOptionsException"><paramref name="count"/> is out of its range.</exception>
    public IReadOnlyList<Fold> Folds(int count, int seed = 7) => FoldSplitter.Split(this, count, seed);
}
