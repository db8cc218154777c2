using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Core.Mobilizations.Counts;

/// <summary>
/// The number of people going that the public is shown, such as "50 or more". It counts answers and not guests, so that nobody
/// weighs more than one. It only grows, and each step is taken at a point that is drawn once per action from at least
/// <see cref="MinWidth"/> possible ones, so that a step says almost nothing about any one of the people before it. Pure.
/// </summary>
internal static class PublicBands
{
    /// <summary>How many people who had not answered before have to answer until the public state may change.</summary>
    public const int MinPeople = 5;

    /// <summary>One person decides a step with a probability of at most one in so many.</summary>
    public const int MinWidth = 30;

    private static readonly int[] Floors = [10, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

    /// <param name="shown">What is shown so far; 0 for no number.</param>
    /// <param name="going">How many people have answered that they come.</param>
    /// <param name="key">The action's, which is outside the database.</param>
    public static int Next(int shown, int going, byte[] key)
    {
        for (var step = 0; step < Floors.Length && Floors[step] <= going; step++)
        {
            if (going >= Floors[step] + Offset(key, Floors[step], WidthOf(step)))
                shown = Math.Max(shown, Floors[step]);
        }

        return shown;
    }

    /// <summary>From how many possible points each step's own is drawn; steps do not overlap.</summary>
    private static int WidthOf(int step) => step == 0 ? MinWidth : step + 1 < Floors.Length ? Floors[step + 1] - Floors[step] : Floors[step];

    private static int Offset(byte[] key, int floor, int width)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"\0band\0{floor}"));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(mac) % (uint)width);
    }
}
