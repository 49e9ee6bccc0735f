using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Orchestrator.Silo.Reads;

/// <summary>The beginning of a list in JSON, up to its first item.</summary>
internal static class ListHead
{
    /// <summary>Writes kind, apiVersion, metadata and the opening of the items.</summary>
    public static void Write(IBufferWriter<byte> writer, string kind, string apiVersion, ListPage page)
    {
        writer.Write("{\"kind\":\""u8);
        Write(writer, kind);
        writer.Write("\",\"apiVersion\":\""u8);
        Write(writer, apiVersion);
        writer.Write("\",\"metadata\":{\"resourceVersion\":\""u8);
        Write(writer, page.Revision);
        writer.Write("\""u8);
        if (page.Continue is { } token)
        {
            writer.Write(",\"continue\":\""u8);
            Write(writer, token.ToString());
            writer.Write("\""u8);
        }

        if (page.Remaining is { } remaining)
        {
            writer.Write(",\"remainingItemCount\":"u8);
            Write(writer, remaining);
        }

        writer.Write("},\"items\":["u8);
    }

    private static void Write(IBufferWriter<byte> writer, string text) => Encoding.UTF8.GetBytes(text, writer);

    private static void Write(IBufferWriter<byte> writer, long number)
    {
        var target = writer.GetSpan(20);
        Utf8Formatter.TryFormat(number, target, out var count);
        writer.Advance(count);
    }
}
