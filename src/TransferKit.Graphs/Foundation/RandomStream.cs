using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TransferKit.Foundation;

/// <summary>
/// A reproducible stream of random numbers, xoshiro256** (Blackman and Vigna 2018), keyed by a seed and a purpose: streams of
/// different purposes are independent, so adding a use of randomness changes no other.
/// </summary>
public sealed class RandomStream
{
    private ulong _a, _b, _c, _d;

    /// <summary>Opens the stream of a purpose.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for, from general to particular: <c>"shuffle", taskName, "3"</c>.</param>
    public RandomStream(int seed, params IEnumerable<string> purpose)
    {
        var key = string.Join('\n', purpose.Prepend(seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var state = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        _a = BinaryPrimitives.ReadUInt64LittleEndian(state);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(8));
        _c = BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(16));
        _d = BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(24));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A whole number from 0 up to, but not including, <paramref name="bound"/>, without bias.</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // Lemire 2019: the high half of a product, rejecting the few low halves that would favour some results. They are below the bound, so that
        // the division is seldom made.
        while (true)
        {
            var product = (ulong)(uint)(NextBits() >> 32) * (uint)bound;
            var low = (uint)product;
            if (low >= (uint)bound || low >= unchecked((uint)-bound) % (uint)bound)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>A uniform number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A normal number of mean 0 and variance 1 (Box and Muller 1958).</summary>
    public double NextGaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Shuffles in place (Fisher and Yates, in Durstenfeld's form).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var last = values.Length - 1; last > 0; last--)
        {
            var other = NextInt32(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }
}
