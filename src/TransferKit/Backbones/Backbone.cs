using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Backbones;

/// <summary>An image model, pretrained but for <see cref="Scratch"/>, and how pictures enter it.</summary>
public sealed class Backbone
{
    private const string OwnLicence = "MIT";

    private readonly Lazy<StageList> _stages;

    private Backbone(string id, OnnxModel model, InputSpec input, BackboneCard? card, IReadOnlyList<string> notes)
    {
        (Id, Model, Input, Card, Notes) = (id, model, input, card, notes);
        _stages = new(() => StageFinder.Find(Model, Input.Shape(batch: 1), Card?.TrunkEnd ?? SavedTrunk.End(Model), Input.Name));
    }

    /// <summary>Its name in the catalogue, or the name of its file.</summary>
    public string Id { get; }

    /// <summary>The model; the batch size is the only unknown dimension of its picture.</summary>
    public OnnxModel Model { get; }

    /// <summary>How pictures enter it.</summary>
    public InputSpec Input { get; }

    /// <summary>Its card, or null for a model from a file.</summary>
    public BackboneCard? Card { get; }

    /// <summary>Whether its weights were learned before; else they are random, and all of it is to be trained.</summary>
    public bool IsPretrained => Random is null;

    /// <summary>What its random weights are made by; null where they were learned.</summary>
    private ScratchOptions? Random { get; init; }

    /// <summary>The licence of its weights as far as it is known, else null.</summary>
    public string? Licence => IsPretrained ? Card?.Licence : OwnLicence;

    /// <summary>Its stages, found when they are first asked for.</summary>
    /// <exception cref="InvalidModelException">The model has no stages to find.</exception>
    public StageList Stages => _stages.Value;

    /// <summary>The digest of the model's bytes.</summary>
    public ContentHash Digest => Model.Digest;

    /// <summary>What was guessed or changed while it was read, in sentences for the user.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Loads a backbone of the catalogue, or any ONNX image model.</summary>
    /// <param name="idOrPath">A name of <see cref="BackboneCatalogue"/>, or the path of an .onnx file (also one that TransferKit saved).</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="InvalidOptionsException">No such name, an option out of range, or one that contradicts the file.</exception>
    /// <exception cref="InvalidModelException">The file is missing, damaged, or takes no pictures.</exception>
    /// <exception cref="MissingPackageException">The backbone is not in the store, nor what it is converted from.</exception>
    /// <exception cref="DamagedFileException">The store's file is damaged and cannot be made again.</exception>
    public static async Task<Backbone> LoadAsync(string idOrPath, BackboneOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var notes = new List<string>();
        if (IsPath(idOrPath))
        {
            var file = await Task.Run(() => OnnxModel.Load(idOrPath), cancellationToken).ConfigureAwait(false);
            return Read(Path.GetFileName(idOrPath), file, null, options, notes);
        }

        var card = BackboneCatalogue.Find(idOrPath);
        var stored = await new BackboneStore(options.Store).LoadAsync(card, notes, cancellationToken).ConfigureAwait(false);
        return Read(card.Id, stored, card, options, notes);
    }

    /// <summary>
    /// Makes a small network of random weights: the control that tells what the pretraining of a backbone is worth. All of it is trained
    /// (<c>Retrain.All</c>), which wants more images than fine-tuning.
    /// </summary>
    /// <param name="options">Its weights' seed and its picture, or null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public static Backbone Scratch(ScratchOptions? options = null)
    {
        options ??= new();
        options.Check();
        var (scale, offset) = InputSpec.Affine(new InputRange(-1, 1));
        var model = ScratchNetwork.Build(options);
        var input = new InputSpec(model.Proto.Graph.Input[0].Name, options.InputSize, options.InputSize, TensorLayout.Nchw, scale, offset);
        return new(ScratchOptions.Id, model, input, null, [$"Nothing is pretrained: the network starts from random weights (seed {options.Seed})."])
        {
            Random = options,
        };
    }

    /// <summary>The same network with other random weights; a pretrained one is what it is.</summary>
    internal Backbone OfSeed(int seed) => Random is null ? this : Scratch(Random with { Seed = seed });

    private static Backbone Read(string id, OnnxModel model, BackboneCard? card, BackboneOptions options, List<string> notes)
    {
        var input = InputReader.Read(model, options, notes);
        return new(id, InputShape.Fix(model, input, notes), input, card, notes);
    }

    private static bool IsPath(string text) =>
        text.AsSpan().ContainsAny('/', '\\') || text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) || File.Exists(text);
}
