using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging.Vips;

namespace TransferKit.Features;

/// <summary>
/// The digest of everything that features depend on, apart from the image: what is computed, and what may move the last bits. The
/// number of threads is not in it: every image is decoded and run on one thread.
/// </summary>
internal static class FeatureKey
{
    public static ContentHash Of(Backbone backbone, FeatureSpec spec, int batch)
    {
        var input = backbone.Input;
        return ContentHash.OfParts(
        [
            backbone.Digest.Hex,
            .. spec.Taps.Select(tap => $"{tap.Tensor}\n{tap.Pooling}"),
            $"{input.Name}\n{input.Width}x{input.Height}\n{input.Layout}\n{input.Resize}",
            $"{string.Join(' ', input.Scale.Select(Bits))}\n{string.Join(' ', input.Offset.Select(Bits))}",
            $"batch {batch}",
            $"ONNX Runtime {OnnxRuntimeLibrary.Version}",
            $"libvips {VipsLibrary.Version}",
            $"TransferKit {typeof(FeatureKey).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}",
            $"{RuntimeInformation.ProcessArchitecture} {InstructionSet}",
        ]);
    }

    /// <summary>The key of one variant, from 1, of every image; images as they are have the key itself.</summary>
    public static ContentHash OfVariant(ContentHash key, VariantOptions variants, int number) => ContentHash.OfParts(
        key.Hex,
        $"augmentation {variants.Augmentation.Recipe}",
        string.Create(CultureInfo.InvariantCulture, $"seed {variants.Seed}\nvariant {number}"));

    /// <summary>What ONNX Runtime and libvips choose their kernels by.</summary>
    private static string InstructionSet => string.Join(
        ' ',
        new (string Name, bool Supported)[]
        {
            ("avx", Avx.IsSupported), ("avx2", Avx2.IsSupported), ("fma", Fma.IsSupported), ("avx512f", Avx512F.IsSupported),
            ("neon", AdvSimd.IsSupported), ("dot", Dp.IsSupported),
        }.Where(set => set.Supported).Select(set => set.Name));

    private static string Bits(float value) => $"{BitConverter.SingleToUInt32Bits(value):x8}";
}
