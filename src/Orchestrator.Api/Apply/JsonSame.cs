using System.Text.Json;

namespace Orchestrator.Api.Apply;

/// <summary>Whether two compact JSON texts mean the same value.</summary>
internal static class JsonSame
{
    /// <summary>Compares by bytes first; only texts that might be written in two ways are looked into.</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.SequenceEqual(right) || (left[0], right[0]) switch
    {
        ((byte)'{', (byte)'{') => SameFields(left, right),
        ((byte)'[', (byte)'[') => SameItems(left, right),
        ((byte)'"', (byte)'"') => (left.Contains((byte)'\\') || right.Contains((byte)'\\')) && SameScalars(left, right),
        var (a, b) => IsNumber(a) && IsNumber(b) && SameScalars(left, right),
    };

    private static bool SameFields(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var members = new JsonMembers(left);
        var index = new MemberIndex(new JsonMembers(right), stackalloc JsonMember[MemberIndex.Few]);
        var missing = index.Members.Length;
        while (members.Next())
        {
            var other = index.Take(members.Name);
            if (other.IsEmpty || !Same(members.Value, other))
            {
                return false;
            }

            missing--;
        }

        return missing == 0;
    }

    private static bool SameItems(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var (i, j) = (1, 1);
        while (JsonScan.NextItem(left, ref i, out var item))
        {
            if (!JsonScan.NextItem(right, ref j, out var other) || !Same(item, other))
            {
                return false;
            }
        }

        return !JsonScan.NextItem(right, ref j, out _);
    }

    private static bool SameScalars(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        JsonElement.DeepEquals(JsonElement.Parse(left), JsonElement.Parse(right));

    private static bool IsNumber(byte first) => first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
}
