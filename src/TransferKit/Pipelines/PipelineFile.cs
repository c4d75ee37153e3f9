using System.Globalization;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TransferKit.Pipelines;

/// <summary>Reads a pipeline from a YAML file; docs/pipelines.md has the schema.</summary>
public static class PipelineFile
{
    private const long MostBytes = 1_000_000;

    private static readonly string[] Common = ["name", "kind", "truth", "tolerance", "price", "human"];

    private static readonly Dictionary<string, (string[] Keys, Func<StepNode, PipelineStep> Read)> Kinds = new()
    {
        ["model"] = (["task", "input", "metric"], node => new ModelStep(node.Name, LearningTask.Parse(node.Required("task")) with { Metric = node.Text("metric") }, node.Text("input") ?? PipelineStep.Source)
        {
            Tolerance = node.Number("tolerance", 0.5),
            Price = node.Number("price", 1),
            Human = node.Human,
        }),
        ["crop"] = (["box", "image", "margin"], node => new CropStep(node.Name, node.Required("box"), node.Text("image") ?? PipelineStep.Source) { Margin = node.Number("margin", 0.1) }),
        ["largest-object"] = (["image"], node => new LargestObjectStep(node.Name, node.Text("image") ?? PipelineStep.Source)
        {
            Truth = node.Truth,
            Tolerance = node.Number("tolerance", 0.5),
            Price = node.Number("price", 1),
            Human = node.Human,
        }),
        ["upright"] = (["angle", "image"], node => new UprightStep(node.Name, node.Required("angle"), node.Text("image") ?? PipelineStep.Source)),
        ["enhance"] = (["image"], node => new EnhanceStep(node.Name, node.Text("image") ?? PipelineStep.Source)),
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDatasetException">It is missing, too large, or no YAML.</exception>
    /// <exception cref="InvalidOptionsException">It has a key or a kind that there is not, or steps do not fit.</exception>
    public static Pipeline Read(string path)
    {
        string text;
        try
        {
            var size = new FileInfo(path).Length;
            text = size <= MostBytes ? File.ReadAllText(path) : throw new InvalidDatasetException($"The pipeline '{path}' has {size:N0} bytes; allowed: up to {MostBytes:N0}.", path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDatasetException($"The pipeline '{path}' cannot be read: {error.Message}", path);
        }

        return Parse(text, path);
    }

    /// <summary>Reads a pipeline's text.</summary>
    internal static Pipeline Parse(string text, string path)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new InvalidDatasetException($"The pipeline '{path}' is no YAML: {error.Message}", path, (int)error.Start.Line);
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            throw new InvalidOptionsException($"The pipeline '{path}' is not one mapping with the key 'steps'.");
        }

        RequireKeys(root, ["steps"], $"The pipeline '{path}'");
        return root.Children.TryGetValue(new YamlScalarNode("steps"), out var steps) && steps is YamlSequenceNode list
            ? new Pipeline([.. list.Select((step, place) => Step(step, place, path))])
            : throw new InvalidOptionsException($"The pipeline '{path}' has no list 'steps'.");
    }

    private static PipelineStep Step(YamlNode step, int place, string path)
    {
        var where = FormattableString.Invariant($"'{path}', line {step.Start.Line}, step {place + 1}");
        if (step is not YamlMappingNode mapping)
        {
            throw new InvalidOptionsException($"{where}: a step is a mapping with the keys 'name' and 'kind'.");
        }

        var node = new StepNode(mapping, where);
        var kind = node.Required("kind");
        if (!Kinds.TryGetValue(kind, out var known))
        {
            throw new InvalidOptionsException($"{where}: there is no kind '{kind}'.{NearestName.Question(kind, Kinds.Keys)} Kinds: {string.Join(", ", Kinds.Keys)}.");
        }

        RequireKeys(mapping, [.. Common, .. known.Keys], where);
        return known.Read(node);
    }

    private static void RequireKeys(YamlMappingNode node, string[] allowed, string where)
    {
        foreach (var (key, _) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !allowed.Contains(name))
            {
                throw new InvalidOptionsException(FormattableString.Invariant(
                    $"{where} has the key '{key}' (line {key.Start.Line}).{NearestName.Question($"{key}", allowed)} Allowed: {string.Join(", ", allowed)}."));
            }
        }
    }

    /// <summary>A step as it is written.</summary>
    private sealed class StepNode(YamlMappingNode node, string where)
    {
        public string Name => Required("name");

        public LearningTask? Truth => Text("truth") is { } text ? LearningTask.Parse(text) : null;

        /// <summary>How often people are right: a share and, after a colon, the images that it was measured on.</summary>
        public Interval? Human => Text("human") is not { } text ? null
            : text.Split(':') is [var share, var images] && double.TryParse(share, CultureInfo.InvariantCulture, out var right) && right is >= 0 and <= 1
            && int.TryParse(images, CultureInfo.InvariantCulture, out var count) && count > 0
                ? Proportion.Of((int)Math.Round(right * count), count)
                : throw new InvalidOptionsException($"{where}: 'human' is '{text}'; allowed: SHARE:IMAGES, such as 0.98:50.");

        public string? Text(string key) => !node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? null
            : value is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw new InvalidOptionsException($"{where}: '{key}' is not a word or a number.");

        public string Required(string key) => Text(key) ?? throw new InvalidOptionsException($"{where} has no '{key}'.");

        public double Number(string key, double standard) => Text(key) is not { } text ? standard
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidOptionsException($"{where}: '{key}' is '{text}'; allowed: a number.");
    }
}
