using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>The frame of a watch event in JSON: <c>metav1.WatchEvent</c>, one to a line.</summary>
public static class WatchEvent
{
    /// <summary>The bytes that follow the object.</summary>
    public static ReadOnlySpan<byte> End => "}\n"u8;

    /// <summary>The bytes that precede the object.</summary>
    public static ReadOnlySpan<byte> Start(ChangeType type) => type switch
    {
        ChangeType.Created => "{\"type\":\"ADDED\",\"object\":"u8,
        ChangeType.Updated => "{\"type\":\"MODIFIED\",\"object\":"u8,
        _ => "{\"type\":\"DELETED\",\"object\":"u8,
    };

    /// <summary>The whole event.</summary>
    public static byte[] Encode(ChangeType type, ReadOnlySpan<byte> json)
    {
        var start = Start(type);
        var result = new byte[start.Length + json.Length + End.Length];
        start.CopyTo(result);
        json.CopyTo(result.AsSpan(start.Length));
        End.CopyTo(result.AsSpan(start.Length + json.Length));
        return result;
    }
}
