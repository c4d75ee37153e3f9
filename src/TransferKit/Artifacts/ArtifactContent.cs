using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Graphs.Stages;

namespace TransferKit.Artifacts;

/// <summary>What goes into a model file.</summary>
public sealed record ArtifactContent
{
    /// <summary>The backbone's graph and its stages, with the weights that the file shall have.</summary>
    public required StageList Stages { get; init; }

    /// <summary>What the backbone takes.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>Which activations the heads take, one after another.</summary>
    public required FeatureSpec Features { get; init; }

    /// <summary>The heads, one a task.</summary>
    public required IReadOnlyList<HeadModel> Heads { get; init; }

    /// <summary>What changes the features before the heads read them; null for nothing.</summary>
    internal AdapterModel? Adapter { get; init; }

    /// <summary>What was measured.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ArtifactMetric> Metrics { get; init; } = [];

    /// <summary>What the model was made of.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>The images it was trained on, those of a model that it goes on from included.</summary>
    /// <value>Default none.</value>
    public SeenImages TrainingImages { get; init; } = SeenImages.None;

    /// <summary>When it was made.</summary>
    /// <value>Default null: the file says nothing about it.</value>
    public ArtifactTimes? Times { get; init; }
}
