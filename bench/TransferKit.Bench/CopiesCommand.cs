using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace TransferKit.Bench;

/// <summary>Makes a folder of many JPEG files out of a few: equal pictures, different bytes, so that no cache can help.</summary>
internal static class CopiesCommand
{
    public static Command Create()
    {
        var source = new Option<DirectoryInfo>("--images") { Required = true, Description = "folder with JPEG files" };
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 200, Description = "files to write (default 200)" };
        var target = new Option<DirectoryInfo>("--out") { Required = true, Description = "folder to write" };
        var command = new Command("copies", "Write numbered copies of JPEG files.") { source, count, target };
        command.SetAction(arguments => Write(arguments.GetValue(source)!, arguments.GetValue(count), arguments.GetValue(target)!));
        return command;
    }

    private static void Write(DirectoryInfo source, int count, DirectoryInfo target)
    {
        var files = source.GetFiles("*.jpg", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal).ToArray();
        target.Create();
        for (var i = 0; i < count; i++)
        {
            var jpeg = File.ReadAllBytes(files[i % files.Length].FullName);
            // A comment segment after the start-of-image marker: FF FE, a length of two bytes that counts itself, text.
            var comment = Encoding.ASCII.GetBytes($"{i:d6}");
            File.WriteAllBytes(Path.Combine(target.FullName, $"{i:d6}.jpg"), [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. jpeg[2..]]);
        }

        Console.WriteLine(JsonSerializer.Serialize(new { files = count, source = files.Length }));
    }
}
