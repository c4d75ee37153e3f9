using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Labels;
using TransferKit.Tasks;

namespace TransferKit.Reports;

/// <summary>
/// A page on which people label images of a run, one at a time, without seeing the given label or the model's answer. It saves a table that
/// <see cref="HumanStudy"/> reads. It needs no network; names of files stay out of it, for they often tell the label.
/// </summary>
public sealed class LabellingPage
{
    private const int Side = 640;
    private const int MostKeys = 9;

    private LabellingPage(string html, IReadOnlyList<RunImage> images) => (Html, Images) = (html, images);

    /// <summary>The page.</summary>
    public string Html { get; }

    /// <summary>The images that it shows, in order; fewer than were asked for where there are no more.</summary>
    public IReadOnlyList<RunImage> Images { get; }

    /// <summary>Makes a page: images of dev, and where they are too few such that fold models were asked about. Images of test are never shown.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">Which images, or null for the defaults.</param>
    /// <param name="progress">Takes reports of the phase <c>gallery</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOptionsException">An option is out of its range, or there is no image to show.</exception>
    /// <exception cref="KeyNotFoundException">The run has no such task.</exception>
    /// <exception cref="Imaging.InvalidImageException">An image cannot be read any more.</exception>
    public static async Task<LabellingPage> CreateAsync(
        RunRecord run, LabellingOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var task = options.Task is { } name ? run[name] : run.Tasks[0];
        HumanStudy.RequireAnswers(task);
        RunImage[] images = [.. LabellingSample.Of(run, task, options.Images, options.Seed).Select(image => run.Images[image])];
        if (images.Length == 0)
        {
            throw new InvalidOptionsException(
                $"The run '{run.Id}' has no image of dev with a label of '{task.Name}', and no folds: train with --folds 5, or hold a dev part out. Images of test are not shown.");
        }

        var (copies, done) = (new string[images.Length], 0);
        await Parallel.ForAsync(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, (index, _) =>
        {
            copies[index] = SmallCopy.Source(SmallCopy.Jpeg(images[index].Path, Side));
            progress?.Report(new("gallery", Interlocked.Increment(ref done), images.Length));
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return new(HtmlPage.Of($"Label {images.Length} images: {task.Name}", Body(run, task, options.Images, images, copies), "labelling.js"), images);
    }

    /// <summary>Writes the page, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, Html);

    private static Html Body(RunRecord run, RunTask task, int wanted, RunImage[] images, string[] copies) => Reports.Html.Of($"""
        <main id="labelling" data-run="{run.Id}" data-task="{task.Name}" data-columns="{string.Join(',', LabellerFile.Columns)}" data-cannot-tell="{LabellerFile.CannotTell}">
        <h1>Label {images.Length} images <small>{task.Name}</small></h1>
        <p>{Question(task.Kind)} Look as carefully as the task deserves, and say so where you cannot tell. What you answer stays in this browser until you save it.</p>
        {(images.Length < wanted ? Reports.Html.Of($"""<p class="faint">{wanted} were asked for; {Reason(run)}.</p>""") : Reports.Html.None)}
        <p class="tools"><label>Your name <input type="text" id="labeller" autocomplete="off" required></label>
        <button type="button" id="save">Save labels as CSV</button> <button type="button" id="anew">Start anew</button> <span id="said" role="status"></span></p>
        <p class="tools"><progress id="bar" max="{images.Length}" value="0"></progress> <span id="count"></span></p>
        <div id="shown">{copies.Index().Select(copy => Reports.Html.Of($"""<img data-image="{images[copy.Index].Content}" src="{copy.Item}" alt="Image {copy.Index + 1} of {images.Length}" hidden>"""))}</div>
        {Answers(task)}
        <p class="answers"><button type="button" id="cannot"><kbd>0</kbd> I cannot tell</button>
        <button type="button" id="back"><kbd>←</kbd> Back</button> <button type="button" id="forth"><kbd>→</kbd> Forth</button></p>
        <p class="faint">{Keys(task)} 0 says that you cannot tell; the arrows go back and forth, and an answer can be changed.</p>
        </main>
        """);

    private static string Question(TaskKind kind) => kind switch
    {
        TaskKind.MultiLabel => "Tick all that apply to each picture; none may.",
        TaskKind.Regression => "Write the number that you would give to each picture.",
        TaskKind.Ordinal => "Which level has each picture?",
        _ => "Which class is each picture of?",
    };

    private static string Reason(RunRecord run) => run.Folds > 0
        ? "no more were held out of training, and those of test are not shown"
        : $"dev has no more with a label, images that were learned from tell nothing of new ones, and those of test are not shown. A training with folds (--folds 5) allows for more";

    private static Html Answers(RunTask task) => task.Kind switch
    {
        TaskKind.Regression => Reports.Html.Of($"""
            <p class="answers"><label>{task.Name} <input type="number" id="number" step="any"></label> <button type="button" id="next"><kbd>Enter</kbd> Next</button></p>
            """),
        TaskKind.MultiLabel => Reports.Html.Of($"""
            <p class="answers choices">{task.Classes.Index().Select(label => Reports.Html.Of($"""<label class="choice">{Key(label.Index)}<input type="checkbox" value="{label.Item}"> {label.Item}</label> """))}</p>
            <p class="answers"><button type="button" id="next"><kbd>Enter</kbd> Next</button></p>
            """),
        _ => Reports.Html.Of($"""
            <p class="answers choices">{task.Classes.Index().Select(label => Reports.Html.Of($"""<button type="button" class="choice" value="{label.Item}" aria-pressed="false">{Key(label.Index)}{label.Item}</button> """))}</p>
            """),
    };

    private static Html Key(int index) => index < MostKeys ? Reports.Html.Of($"<kbd>{index + 1}</kbd> ") : Reports.Html.None;

    private static string Keys(RunTask task) => task.Kind switch
    {
        TaskKind.Regression => "Keys: Enter takes the number.",
        TaskKind.MultiLabel => "Keys: 1 to 9, or the first letter of a label, tick it; Enter takes what is ticked.",
        _ => "Keys: 1 to 9, or the first letter of a name; where several begin so, the letter goes through them and Enter takes one.",
    };
}
