using System.Runtime.InteropServices;

namespace TransferKit.Imaging.Vips;

/// <summary>libvips refused an operation. Never leaves this folder's callers, who know which file it was about.</summary>
internal sealed class VipsException(string message) : Exception(message)
{
    /// <summary>Takes the text from the process-wide error buffer and empties it.</summary>
    internal static unsafe VipsException FromBuffer()
    {
        var text = VipsNative.vips_error_buffer_copy();
        try
        {
            return new VipsException(FirstReason(Marshal.PtrToStringUTF8(text) ?? ""));
        }
        finally
        {
            VipsNative.g_free((void*)text);
        }
    }

    /// <summary>The first line, without the name of the C module before it.</summary>
    private static string FirstReason(string text)
    {
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        var colon = line?.IndexOf(": ", StringComparison.Ordinal) ?? -1;
        return line is null ? "no reason given" : line[(colon < 0 ? 0 : colon + 2)..];
    }
}
