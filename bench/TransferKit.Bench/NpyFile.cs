using System.Runtime.InteropServices;
using System.Text;

namespace TransferKit.Bench;

/// <summary>NumPy's array file, format 1.0: a magic, the length of a header, a Python dictionary, the values.</summary>
internal static class NpyFile
{
    private const int Alignment = 64;

    /// <summary>Writes a row-major float32 matrix.</summary>
    public static void Write(string path, float[] values, int rows, int columns)
    {
        byte[] magic = [0x93, .. "NUMPY"u8, 1, 0];
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
        // Spaces and a line feed bring the values to a multiple of the alignment.
        var used = magic.Length + sizeof(ushort) + header.Length + 1;
        header += new string(' ', (Alignment - (used % Alignment)) % Alignment) + "\n";
        using var file = new BinaryWriter(File.Create(path));
        file.Write(magic);
        file.Write((ushort)header.Length);
        file.Write(Encoding.ASCII.GetBytes(header));
        file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
