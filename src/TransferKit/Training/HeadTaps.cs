using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Training;

/// <summary>What the heads read of a backbone: every tap that one of them reads, and which of these each reads.</summary>
internal sealed class HeadTaps
{
    private readonly int[] _widths;
    private readonly Dictionary<string, IReadOnlyList<FeatureTap>> _own;
    private readonly Dictionary<string, GridFeatures> _grids;

    private HeadTaps(FeatureSpec spec, int[] widths, Dictionary<string, IReadOnlyList<FeatureTap>> own, Dictionary<string, GridFeatures> grids) =>
        (Spec, _widths, _own, _grids) = (spec, widths, own, grids);

    /// <summary>What is read of every image, in the order of the graph.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>All heads read the same.</summary>
    public static HeadTaps All(FeatureSpec spec) => new(spec, [], [], []);

    /// <summary>What options ask for; else what the heads of a saved model read, or the backbone's default.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="options">How they are trained.</param>
    /// <exception cref="InvalidOptionsException">A head is to read of a stage that there is not, or there is no such task.</exception>
    public static HeadTaps Of(Backbone backbone, IReadOnlyList<LearningTask> tasks, FineTuneOptions options)
    {
        RequireTasks([.. tasks.Select(task => task.Name)], options);
        var saved = ArtifactMetadata.IsIn(backbone.Model) ? ArtifactMetadata.Read(backbone.Model).Features : null;
        var standard = saved ?? FeatureSpec.Default(backbone);
        var before = saved is null ? [] : OfSaved(backbone, saved);
        var own = tasks.ToDictionary(task => task.Name, task => options.HeadStages.TryGetValue(task.Name, out var stages)
            ? FeatureSpec.EndsOf(backbone, stages, ofCells: task.Kind == TaskKind.Box).Taps
            : before.GetValueOrDefault(task.Name, task.Kind == TaskKind.Box ? FeatureSpec.OfBox(backbone).Taps : PooledOf(standard)));
        if (!tasks.Any(task => task.Kind == TaskKind.Box) && own.Values.All(taps => taps.ToHashSet().SetEquals(standard.Taps)))
        {
            return All(standard);
        }

        var places = backbone.Stages.Topology.Order.Index().ToDictionary(place => place.Item, place => place.Index);
        var spec = new FeatureSpec([.. own.Values.SelectMany(taps => taps).Distinct().OrderBy(tap => places[backbone.Stages.Topology.Producer(tap.Tensor)!.Value])]);
        var grids = tasks.Where(task => task.Kind == TaskKind.Box).ToDictionary(task => task.Name, task => GridOf(backbone, spec, own[task.Name]));
        return new(spec, Widths(backbone, spec), own, grids);
    }

    /// <summary>The cells that a task's head reads, among the features of <see cref="Narrow(string, FeatureMatrix)"/>; null where it reads none.</summary>
    public GridFeatures? Grid(string task) => _grids.GetValueOrDefault(task);

    /// <summary>Checks that options speak of tasks that there are.</summary>
    /// <exception cref="InvalidOptionsException">They do not.</exception>
    public static void RequireTasks(IReadOnlyList<string> tasks, FineTuneOptions options)
    {
        Require("head-on", options.HeadStages.Keys);
        Require("own-adapter", options.OwnAdapters.Keys);
        void Require(string option, IEnumerable<string> named)
        {
            if (named.Except(tasks).FirstOrDefault() is not { } unknown)
            {
                return;
            }

            throw new InvalidOptionsException(
                $"'{option}' names the task '{unknown}'.{NearestName.Question(unknown, tasks)} The tasks are: {string.Join(", ", tasks)}.");
        }
    }

    /// <summary>The features that a task's head reads.</summary>
    public FeatureMatrix Narrow(string task, FeatureMatrix features) => Columns(task) is { } columns ? features.SelectColumns(columns) : features;

    /// <summary>A head of a saved model, for the features that its task reads now; those that it did not read before count nothing.</summary>
    /// <param name="head">The head.</param>
    /// <param name="backbone">The saved model.</param>
    public HeadModel Narrow(HeadModel head, Backbone backbone)
    {
        if (!_own.TryGetValue(head.Task.Name, out var own))
        {
            return head;
        }

        var spec = ArtifactMetadata.Read(backbone.Model).Features;
        var ranges = Ranges(spec.Taps, Widths(backbone, spec)).ToDictionary(range => range.Tap, range => range.Columns);
        int[] from = [.. Ranges(Spec.Taps, _widths).Where(range => own.Contains(range.Tap))
            .SelectMany(range => ranges.GetValueOrDefault(range.Tap) ?? Enumerable.Repeat(-1, range.Columns.Length))];
        // Cells of other maps are no start for these.
        return head.Grid is { } grid && grid.Maps.Any(map => !from.Contains(map.First)) ? head with { Grid = null } : head.WithFeatures(from);
    }

    /// <summary>A head on what its task reads as one on all features, of which the others count nothing.</summary>
    public HeadModel Widen(HeadModel head)
    {
        if (Columns(head.Task.Name) is not { } columns)
        {
            return head;
        }

        int[] from = [.. Enumerable.Repeat(-1, _widths.Sum())];
        columns.Index().ToList().ForEach(column => from[column.Item] = column.Index);
        return head.WithFeatures(from);
    }

    private int[]? Columns(string task) => _own.TryGetValue(task, out var own)
        ? [.. Ranges(Spec.Taps, _widths).Where(range => own.Contains(range.Tap)).SelectMany(range => range.Columns)]
        : null;

    /// <summary>The taps that each head of a saved model reads, where there are others that it does not.</summary>
    private static Dictionary<string, IReadOnlyList<FeatureTap>> OfSaved(Backbone backbone, FeatureSpec spec)
    {
        var ranges = Ranges(spec.Taps, Widths(backbone, spec)).ToList();
        return HeadReader.Read(backbone.Model)
            .Select(head => (head.Task.Name, Taps: ranges.Where(range => range.Columns.Any(column => head.FeatureScale[column] != 0)).Select(range => range.Tap).ToArray()))
            .Where(head => head.Taps.Length > 0)
            .ToDictionary(head => head.Name, IReadOnlyList<FeatureTap> (head) => head.Taps);
    }

    /// <summary>What a new head reads where saved ones read other things too, in the order of the graph.</summary>
    private static IReadOnlyList<FeatureTap> PooledOf(FeatureSpec spec) => [.. spec.Taps.Where(tap => tap.Pooling != Pooling.Grid)];

    private static GridFeatures GridOf(Backbone backbone, FeatureSpec spec, IReadOnlyList<FeatureTap> own)
    {
        var (maps, first) = (new List<GridMap>(), 0);
        foreach (var tap in spec.Taps.Where(own.Contains))
        {
            maps.Add(GridMap.Of(backbone.Stages, tap.Tensor, first));
            first += maps[^1].Width;
        }

        return new(maps);
    }

    private static int[] Widths(Backbone backbone, FeatureSpec spec) => [.. spec.Taps.Select(tap => FeatureGraph.Width(backbone.Stages, tap))];

    private static IEnumerable<(FeatureTap Tap, int[] Columns)> Ranges(IReadOnlyList<FeatureTap> taps, int[] widths) =>
        taps.Select((tap, i) => (tap, Enumerable.Range(widths[..i].Sum(), widths[i]).ToArray()));
}
