using System.Text;
using System.Text.Unicode;

namespace Orchestrator.Silo.Writes;

/// <summary>
/// Makes JSON text of a body that has bytes which are no UTF-8, or escapes of half a surrogate pair: each becomes U+FFFD, as Go's decoder has it,
/// so that nothing behind it meets text that cannot be read.
/// </summary>
internal static class WellFormedText
{
    private const int EscapeLength = 6;

    /// <summary>The same array when all is well.</summary>
    public static byte[] Of(byte[] json)
    {
        if (!Utf8.IsValid(json))
        {
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        }

        return FindLoneSurrogate(json, 0) is var at and >= 0 ? Repair(json, at) : json;
    }

    private static byte[] Repair(ReadOnlySpan<byte> json, int at)
    {
        var repaired = json.ToArray();
        for (; at >= 0; at = FindLoneSurrogate(repaired, at + EscapeLength))
        {
            "fffd"u8.CopyTo(repaired.AsSpan(at + 2));
        }

        return repaired;
    }

    private static int FindLoneSurrogate(ReadOnlySpan<byte> json, int from)
    {
        while (from < json.Length)
        {
            var next = json[from..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            from += next;
            switch (SurrogateAt(json, from))
            {
                case Surrogate.High when SurrogateAt(json, from + EscapeLength) == Surrogate.Low:
                    from += 2 * EscapeLength;
                    break;
                case Surrogate.High or Surrogate.Low:
                    return from;
                default:
                    from += 2; // any other escape, that of a backslash among them
                    break;
            }
        }

        return -1;
    }

    private static Surrogate SurrogateAt(ReadOnlySpan<byte> json, int at)
    {
        if (at + EscapeLength > json.Length || json[at] != '\\' || json[at + 1] != 'u' || (json[at + 2] | 0x20) != 'd')
        {
            return Surrogate.None;
        }

        return (char)(json[at + 3] | 0x20) switch
        {
            '8' or '9' or 'a' or 'b' => Surrogate.High,
            'c' or 'd' or 'e' or 'f' => Surrogate.Low,
            _ => Surrogate.None,
        };
    }

    private enum Surrogate
    {
        None,
        High,
        Low,
    }
}
