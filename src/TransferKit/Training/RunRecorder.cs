using System.Diagnostics;
using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Runs;

namespace TransferKit.Training;

/// <summary>Makes the record of a finished training.</summary>
internal static class RunRecorder
{
    /// <summary>How many characters of a run's name are kept: enough to tell a user's runs apart, few enough to type.</summary>
    public const int IdLength = 12;

    /// <summary>Makes the record.</summary>
    public static RunRecord Record(TransferRun run, ArtifactContent content)
    {
        var dataset = run.Split.Dataset;
        var parts = new SplitName?[dataset.Samples.Count];
        foreach (var part in Enum.GetValues<SplitName>())
        {
            foreach (var sample in run.Split[part])
            {
                parts[sample] = part;
            }
        }

        return new()
        {
            Id = run.Id,
            Finished = run.Options.Time.GetUtcNow(),
            Data = dataset.Root,
            Backbone = run.Backbone.Id,
            BackboneDigest = run.Backbone.Digest.Hex,
            Recipe = content.Provenance.Recipe,
            Seed = run.Options.Seed,
            Threads = run.Options.Threads,
            Folds = run.Options.Folds,
            SplitDigest = run.Split.Digest.Hex,
            DataDigest = content.Provenance.DataDigest,
            Looks = run.Looks,
            Seconds = new Dictionary<string, double>
            {
                ["decode"] = run.Seconds.Decode,
                ["features"] = run.Seconds.Features,
                ["train"] = run.Seconds.Train,
                ["total"] = run.Seconds.Total,
            },
            PeakBytes = PeakBytes(),
            Parameters = run.Parameters,
            Versions = content.Provenance.Versions,
            Notes = [.. dataset.Notes, .. run.Notes],
            Tasks = [.. run.Tasks.Select(task => new RunTask(task.Task.Name, task.Task.Kind, task.Task.Column, task.Classes, task.Thresholds)
            {
                Metric = task.Task.MainMetric.Name,
                Costs = task.Task.Costs?.For(task.Classes).Rows,
                Answers = task.Answers,
            })],
            Figures = [.. content.Metrics.Select(metric => new RunFigure(metric.Task, metric.Split, metric.Name, metric.Value))],
            Images = [.. dataset.Samples.Select((sample, index) => new RunImage(
                sample.Name, sample.Path, sample.Content.Hex, parts[index], sample.Source, sample.Group, sample.PerceptualHash, sample.Labels))],
            Quarantined = dataset.Quarantined.DistinctBy(image => image.Path).ToDictionary(image => image.Path, image => image.Reason),
        };
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
