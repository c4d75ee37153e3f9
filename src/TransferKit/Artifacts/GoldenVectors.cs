namespace TransferKit.Artifacts;

/// <summary>
/// What a model must answer to two pictures that any language can make; checked whenever the model is loaded. The input's entry at
/// [n, c, y, x] is (seed * (n + 1) + 85 c + 3 x + 5 y + 4 (x y mod 61)) mod 256, all in whole numbers.
/// </summary>
/// <param name="Seed">The formula's seed.</param>
/// <param name="Outputs">Each task's output for the two pictures, row-major.</param>
public sealed record GoldenVectors(int Seed, IReadOnlyDictionary<string, IReadOnlyList<float>> Outputs)
{
    /// <summary>Pictures in the input: two, so that a graph with a frozen batch size is noticed.</summary>
    public const int Batch = 2;

    /// <summary>The largest difference allowed, as a share of the task's largest golden entry.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>The seed of the files that are written now.</summary>
    internal const int DefaultSeed = 7;

    /// <summary>The input [2, 3, height, width], values from 0 to 255.</summary>
    public static float[] MakeInput(int seed, int width, int height)
    {
        var values = new float[Batch * 3 * height * width];
        var index = 0;
        for (var n = 0; n < Batch; n++)
        {
            for (var c = 0; c < 3; c++)
            {
                for (var y = 0; y < height; y++)
                {
                    for (var x = 0; x < width; x++)
                    {
                        values[index++] = ((seed * (n + 1)) + (85 * c) + (3 * x) + (5 * y) + (4 * (int)((long)x * y % 61))) % 256;
                    }
                }
            }
        }

        return values;
    }

    /// <summary>Compares a run with the golden outputs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="found">Its output.</param>
    /// <returns>What differs, or null where all is within the tolerance.</returns>
    internal string? Difference(string task, ReadOnlySpan<float> found)
    {
        // A crafted file may hold a null where the type has none.
        if (Outputs.GetValueOrDefault(task) is not { } expected || expected.Count != found.Length)
        {
            return $"task '{task}' gives {found.Length} values, the golden vectors another number";
        }

        var allowed = Tolerance * expected.Max(Math.Abs);
        for (var i = 0; i < found.Length; i++)
        {
            // Not "difference > allowed": a NaN must not pass.
            if (!(Math.Abs(found[i] - expected[i]) <= allowed))
            {
                return $"task '{task}' gives {found[i]:g6} where {expected[i]:g6} is expected (tolerance {allowed:g3})";
            }
        }

        return null;
    }
}
