using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Training.Heads;

/// <summary>What a checkpoint keeps of parameters: their values and, for a training under way, the optimizer's state.</summary>
internal static class ParameterState
{
    /// <summary>The tensors of some parameters.</summary>
    public static IEnumerable<NamedTensor> Of(IEnumerable<Parameter> parameters, bool withSlots)
    {
        foreach (var parameter in parameters)
        {
            yield return new(parameter.Name, parameter.Value.Shape, parameter.Value.Memory);
            for (var slot = 0; withSlots && slot < parameter.Slots.Length; slot++)
            {
                yield return new(SlotName(parameter, slot), parameter.Value.Shape, parameter.Slots[slot]);
            }
        }
    }

    /// <summary>Puts them back; slots that were not kept stay as they are.</summary>
    /// <exception cref="DamagedFileException">A parameter is missing or of another size.</exception>
    public static void Restore(IEnumerable<Parameter> parameters, SavedTensors saved)
    {
        foreach (var parameter in parameters)
        {
            saved.CopyTo(parameter.Name, parameter.Value.Span);
            for (var slot = 0; slot < parameter.Slots.Length && saved.Has(SlotName(parameter, slot)); slot++)
            {
                saved.CopyTo(SlotName(parameter, slot), parameter.Slots[slot]);
            }
        }
    }

    private static string SlotName(Parameter parameter, int slot) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}.slot{slot}");
}

/// <summary>The tensors of one checkpoint.</summary>
/// <param name="Tensors">By name.</param>
/// <param name="Piece">The training that they belong to.</param>
/// <param name="Folder">Where they were read.</param>
internal sealed record SavedTensors(IReadOnlyDictionary<string, NamedTensor> Tensors, string Piece, string Folder)
{
    /// <summary>Whether a tensor was kept.</summary>
    public bool Has(string name) => Tensors.ContainsKey(name);

    /// <summary>All values of a tensor.</summary>
    /// <exception cref="DamagedFileException">It is missing.</exception>
    public float[] Values(string name) => Tensors.TryGetValue(name, out var tensor) ? tensor.Values.ToArray()
        : throw new DamagedFileException($"The checkpoint of '{Piece}' holds no '{name}': it belongs to another training. Delete the folder.", Folder);

    /// <summary>Copies a tensor.</summary>
    /// <exception cref="DamagedFileException">It is missing or of another size.</exception>
    public void CopyTo(string name, Span<float> target)
    {
        if (!Tensors.TryGetValue(name, out var tensor) || tensor.Values.Length != target.Length)
        {
            throw new DamagedFileException(
                $"The checkpoint of '{Piece}' holds no '{name}' of {target.Length} values: it belongs to another training. Delete the folder.", Folder);
        }

        tensor.Values.Span.CopyTo(target);
    }
}
