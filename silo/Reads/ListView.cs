using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Reads;

/// <summary>Makes the view of a list that a client asked for, as JSON.</summary>
internal static class ListView
{
    /// <summary>Writes the list, a list of metadata, or a table.</summary>
    public static void Write(IBufferWriter<byte> output, KindDescriptor kind, ResponseFormat format, ReadOptions options, ListPage page, DateTime now)
    {
        switch (format.View)
        {
            case ApiView.Table:
                ObjectView.WriteTable(output, kind, format, options, page.Entries, Metadata(page), now, headers: true);
                break;
            case ApiView.Metadata or ApiView.MetadataList:
                WriteMetadata(output, kind, format.ViewVersion, page);
                break;
            default:
                WriteObjects(output, kind, page);
                break;
        }
    }

    private static void WriteObjects(IBufferWriter<byte> output, KindDescriptor kind, ListPage page)
    {
        ListHead.Write(output, kind.ListKind, kind.ApiVersion, page);
        var separate = false;
        foreach (var entry in page.Entries)
        {
            if (separate)
            {
                output.Write(","u8);
            }

            separate = true;
            StoredObjects.WriteItem(output, kind, ServedEntries.Of(kind, entry).Json.Span);
        }

        output.Write("]}"u8);
    }

    private static void WriteMetadata(IBufferWriter<byte> output, KindDescriptor kind, string version, ListPage page)
    {
        using var writer = new Utf8JsonWriter(output, JsonModel.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "PartialObjectMetadataList"u8);
        writer.WriteString("apiVersion"u8, $"meta.k8s.io/{version}");
        writer.WritePropertyName("metadata"u8);
        Metadata(page).Write(writer);
        writer.WriteStartArray("items"u8);
        foreach (var entry in page.Entries)
        {
            ObjectView.WriteMetadata(writer, kind, version, entry);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ListMeta Metadata(ListPage page) => new()
    {
        ResourceVersion = page.Revision.ToString(CultureInfo.InvariantCulture),
        Continue = page.Continue?.ToString(),
        RemainingItemCount = page.Remaining,
    };
}
