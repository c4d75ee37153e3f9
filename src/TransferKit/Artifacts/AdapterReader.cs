using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Reads the adapter back from a model file, to go on training with it.</summary>
internal static class AdapterReader
{
    /// <summary>Reads it as it was saved, bit for bit; null where the model has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">Which one; null for the one that all heads share.</param>
    /// <exception cref="InvalidModelException">A part of it is missing or damaged.</exception>
    public static AdapterModel? Read(OnnxModel model, AdapterNames? names = null)
    {
        names ??= AdapterNames.Shared;
        var constants = model.Proto.Graph.Initializer.Where(tensor => tensor.Name.StartsWith(names.Prefix, StringComparison.Ordinal))
            .DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name);
        if (constants.Count == 0)
        {
            return null;
        }

        try
        {
            var adapter = new AdapterModel(Floats(names.Mean), Floats(names.Scale), Layer(0, Activation.Relu), Layer(1, Activation.None));
            adapter.Check();
            return adapter;
        }
        catch (ArgumentException error)
        {
            throw new InvalidModelException($"'{model.Path}': {error.Message}", model.Path, error);
        }

        float[] Floats(string name) => Tensors.ToFloats(Constant(name));

        DenseLayer Layer(int layer, Activation activation) => Constant(names.Weight(layer)) is { Dims: [var inputs, var outputs] } weight
            ? new(Tensors.ToFloats(weight), Floats(names.Bias(layer)), (int)inputs, (int)outputs, activation)
            : throw new InvalidModelException($"'{model.Path}': the constant '{names.Weight(layer)}' is no matrix.", model.Path);

        TensorProto Constant(string name) => constants.GetValueOrDefault(name) ?? throw new InvalidModelException(
            $"'{model.Path}' lacks the constant '{name}', so its adapter cannot be read back: save the model again.", model.Path);
    }
}
