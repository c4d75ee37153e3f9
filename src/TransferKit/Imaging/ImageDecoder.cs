using TransferKit.Foundation;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Imaging;

/// <summary>
/// Reads JPEG, PNG, WebP, GIF (first frame), TIFF (first page) and BMP into 8-bit sRGB pixels, whatever the file's name says.
/// </summary>
/// <remarks>
/// The orientation tag is applied. Grey, palette, CMYK and 16-bit pictures become RGB; an embedded colour profile is honoured, to about
/// one level in 255, and a damaged one ignored. Transparent parts are laid on white. Size limits are checked on the header, before any
/// pixel is decoded.
/// Shrinking averages with a triangle filter as wide as the step between two results, as PIL's BILINEAR does; enlarging is bilinear;
/// where much is to be shrunk, whole pixels are averaged while loading, to no less than 1.5 times the size wanted.
/// Equal bytes give equal pixels on every thread. All methods are thread-safe.
/// </remarks>
public static class ImageDecoder
{
    /// <summary>Decodes a file's bytes and resizes.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="width">Width of the result, 1 to 16384 pixels.</param>
    /// <param name="height">Height of the result, 1 to 16384 pixels.</param>
    /// <param name="mode">What happens when the proportions differ.</param>
    /// <param name="limits">How large the image may be; <see cref="ImageLimits.Default"/> where null.</param>
    /// <exception cref="InvalidImageException">It cannot be read; the message says what was found.</exception>
    /// <exception cref="InvalidOptionsException">A size or a limit is out of range.</exception>
    /// <exception cref="MissingNativeLibraryException">libvips is not beside the program.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> file, int width, int height, ResizeMode mode, ImageLimits? limits = null) =>
        DecodePipeline.Decode(file, null, new TargetSize(width, height, mode), limits ?? ImageLimits.Default);

    /// <summary>Reads the file <paramref name="path"/>, decodes and resizes.</summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, int, int, ResizeMode, ImageLimits?)"/>
    public static RgbImage Decode(string path, int width, int height, ResizeMode mode, ImageLimits? limits = null)
    {
        var target = new TargetSize(width, height, mode);
        limits ??= ImageLimits.Default;
        return DecodePipeline.Decode(ImageFile.Read(path, limits), path, target, limits);
    }

    /// <summary>Reads <paramref name="stream"/> from where it stands to its end, decodes and resizes. It is left open.</summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, int, int, ResizeMode, ImageLimits?)"/>
    public static RgbImage Decode(Stream stream, int width, int height, ResizeMode mode, ImageLimits? limits = null)
    {
        var target = new TargetSize(width, height, mode);
        limits ??= ImageLimits.Default;
        return DecodePipeline.Decode(ImageFile.Read(stream, null, limits), null, target, limits);
    }

    /// <summary>Decodes a file's bytes at its own resolution.</summary>
    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, int, int, ResizeMode, ImageLimits?)"/>
    public static RgbImage Decode(ReadOnlyMemory<byte> file, ImageLimits? limits = null) =>
        DecodePipeline.Decode(file, null, null, limits ?? ImageLimits.Default);

    /// <summary>Reads and decodes the file <paramref name="path"/> at its own resolution.</summary>
    /// <inheritdoc cref="Decode(string, int, int, ResizeMode, ImageLimits?)"/>
    public static RgbImage Decode(string path, ImageLimits? limits = null) =>
        DecodePipeline.Decode(ImageFile.Read(path, limits ?? ImageLimits.Default), path, null, limits ?? ImageLimits.Default);

    /// <summary>Reads and decodes <paramref name="stream"/> at the image's own resolution. It is left open.</summary>
    /// <inheritdoc cref="Decode(Stream, int, int, ResizeMode, ImageLimits?)"/>
    public static RgbImage Decode(Stream stream, ImageLimits? limits = null) =>
        DecodePipeline.Decode(ImageFile.Read(stream, null, limits ?? ImageLimits.Default), null, null, limits ?? ImageLimits.Default);

    /// <summary>Reads format, size and number of frames from a file's bytes without decoding pixels.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">How large the image may be; <see cref="ImageLimits.Default"/> where null.</param>
    /// <exception cref="InvalidImageException">It is no image that can be read, its header is damaged, or it is too large.</exception>
    /// <exception cref="InvalidOptionsException">A limit is out of range.</exception>
    /// <exception cref="MissingNativeLibraryException">libvips is not beside the program.</exception>
    public static ImageHeader ReadHeader(ReadOnlyMemory<byte> file, ImageLimits? limits = null) =>
        DecodePipeline.ReadHeader(file, null, limits ?? ImageLimits.Default);

    /// <summary>Reads format, size and number of frames of the file <paramref name="path"/> without decoding pixels.</summary>
    /// <inheritdoc cref="ReadHeader(ReadOnlyMemory{byte}, ImageLimits?)"/>
    public static ImageHeader ReadHeader(string path, ImageLimits? limits = null) =>
        DecodePipeline.ReadHeader(ImageFile.Read(path, limits ?? ImageLimits.Default), path, limits ?? ImageLimits.Default);

    /// <summary>
    /// Reads format, size and number of frames from <paramref name="stream"/> without decoding pixels. It is left open.
    /// </summary>
    /// <inheritdoc cref="ReadHeader(ReadOnlyMemory{byte}, ImageLimits?)"/>
    public static ImageHeader ReadHeader(Stream stream, ImageLimits? limits = null) =>
        DecodePipeline.ReadHeader(ImageFile.Read(stream, null, limits ?? ImageLimits.Default), null, limits ?? ImageLimits.Default);
}
