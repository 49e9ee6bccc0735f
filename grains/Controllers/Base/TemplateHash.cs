using System.Buffers.Binary;
using System.Globalization;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// The hash that keeps the templates of one owner apart (the label <c>pod-template-hash</c>, names of revisions): FNV-1a over the template's JSON and the collision count, written in letters and digits that make no words
/// (<c>controller.ComputeHash</c> and <c>rand.SafeEncodeString</c>).
/// </summary>
internal static class TemplateHash
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <summary>The hash of a template.</summary>
    public static string Compute(ReadOnlySpan<byte> template, int? collisionCount)
    {
        var hash = Fnv(FnvOffset, template);
        if (collisionCount is { } count)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
            hash = Fnv(hash, bytes);
        }

        return SafeNames.Encode(hash.ToString(CultureInfo.InvariantCulture));
    }

    private static uint Fnv(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * FnvPrime;
        }

        return hash;
    }
}
