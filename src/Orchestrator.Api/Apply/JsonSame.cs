using System.Text.Json;

namespace Orchestrator.Api.Apply;

/// <summary>Whether two JSON texts mean the same value.</summary>
internal static class JsonSame
{
    /// <summary>Compares by bytes first; only texts that might be written in two ways are decoded.</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right))
        {
            return true;
        }

        return left[0] == right[0] || IsNumber(left[0]) == IsNumber(right[0]) ? SameValue(left, right) : false;
    }

    private static bool SameValue(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left[0] switch
    {
        (byte)'"' when left.IndexOf((byte)'\\') < 0 && right.IndexOf((byte)'\\') < 0 => false,
        (byte)'t' or (byte)'f' or (byte)'n' => false,
        _ => JsonElement.DeepEquals(JsonElement.Parse(left), JsonElement.Parse(right)),
    };

    private static bool IsNumber(byte first) => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
}
