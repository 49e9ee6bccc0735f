using System.Buffers;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Tables;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Reads;

/// <summary>Makes the view of one object that a client asked for, as JSON.</summary>
internal static class ObjectView
{
    /// <summary>Writes the object, its metadata, or a table of one row.</summary>
    public static void Write(IBufferWriter<byte> output, KindDescriptor kind, ResponseFormat format, ReadOptions options, ReplicaEntry entry, DateTime now, bool headers = true)
    {
        switch (format.View)
        {
            case ApiView.Table:
                var metadata = new ListMeta { ResourceVersion = entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) };
                WriteTable(output, kind, format, options, [entry], metadata, now, headers);
                break;
            case ApiView.Metadata or ApiView.MetadataList:
                using (var writer = new Utf8JsonWriter(output, JsonModel.WriterOptions))
                {
                    WriteMetadata(writer, kind, format.ViewVersion, entry);
                }

                break;
            default:
                output.Write(ServedEntries.Of(kind, entry).Json.Span);
                break;
        }
    }

    /// <summary>Writes a table of objects.</summary>
    public static void WriteTable(
        IBufferWriter<byte> output, KindDescriptor kind, ResponseFormat format, ReadOptions options, IEnumerable<ReplicaEntry> entries, ListMeta metadata, DateTime now, bool headers)
    {
        var request = new TableRequest
        {
            Version = format.ViewVersion,
            Now = now,
            NoHeaders = !headers,
            Metadata = metadata,
            IncludeObject = options.IncludeObject switch { "None" => IncludeObject.None, "Object" => IncludeObject.Object, _ => IncludeObject.Metadata },
        };
        using var writer = new Utf8JsonWriter(output, JsonModel.WriterOptions);
        TableWriter.Write(writer, (kind.Strategy ?? DefaultStrategy.Instance).Columns, Rows(kind, entries, request.IncludeObject == IncludeObject.Object), request);
    }

    /// <summary>Writes a PartialObjectMetadata.</summary>
    public static void WriteMetadata(Utf8JsonWriter writer, KindDescriptor kind, string version, ReplicaEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
        writer.WriteString("apiVersion"u8, $"meta.k8s.io/{version}");
        writer.WritePropertyName("metadata"u8);
        StoredModels.Of(kind, entry).Metadata.Write(writer);
        writer.WriteEndObject();
    }

    private static IEnumerable<TableRowSource> Rows(KindDescriptor kind, IEnumerable<ReplicaEntry> entries, bool includeObjects)
    {
        foreach (var entry in entries)
        {
            yield return new TableRowSource(StoredModels.Of(kind, entry), includeObjects ? ServedEntries.Of(kind, entry).Json : entry.Json);
        }
    }
}
