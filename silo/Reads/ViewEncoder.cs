using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;
using Orchestrator.Silo.Writes;

namespace Orchestrator.Silo.Reads;

/// <summary>Answers in every form but plain stored JSON: tables, partial metadata, YAML, protobuf, indented JSON. First the view is made as JSON, then it is encoded.</summary>
internal sealed class ViewEncoder(KindRegistry kinds, TimeProvider time)
{
    private const int LargeBytes = 128 * 1024;

    /// <summary>Answers with one object.</summary>
    public async Task WriteObjectAsync(ApiRequest request, int code, ResponseFormat format, ReadOptions options, ReplicaEntry entry)
    {
        using var json = new PooledBufferWriter();
        ObjectView.Write(json, request.Kind, format, options, entry, time.GetUtcNow().UtcDateTime);
        await RespondAsync(request, code, format, options, json, ViewSchemas.OfObject(request.Kind, format.View)).ConfigureAwait(false);
    }

    /// <summary>Answers with what a write left: the object, or a success Status, which has no views.</summary>
    public async Task WriteResultAsync(ApiRequest request, ResponseFormat format, ReadOptions options, WriteResult result)
    {
        var header = ObjectHeader.Read(result.Body);
        if (header.Kind == request.Kind.Kind)
        {
            var entry = new ReplicaEntry { Key = request.KeyOf(header.Name), Revision = result.Revision, Json = result.Body };
            await WriteObjectAsync(request, result.Code, format, options, entry).ConfigureAwait(false);
            return;
        }

        using var json = new PooledBufferWriter(result.Body.Length);
        System.Buffers.BuffersExtensions.Write(json, result.Body);
        await RespondAsync(request, result.Code, format with { View = ApiView.Object }, options, json, SchemaOf(header)).ConfigureAwait(false);
    }

    /// <summary>Answers with a list.</summary>
    public async Task WriteListAsync(ApiRequest request, ResponseFormat format, ReadOptions options, ListPage page)
    {
        using var json = new PooledBufferWriter(LargeBytes);
        ListView.Write(json, request.Kind, format, options, page, time.GetUtcNow().UtcDateTime);
        using var body = new PooledBufferWriter(LargeBytes);
        Encodings.Write(body, json.WrittenMemory, format.Encoding, ViewSchemas.OfList(request.Kind, format.View), ObjectResponder.WantsPretty(request.Http, options));
        if (body.WrittenCount < LargeBytes)
        {
            await request.Http.WriteAsync(200, format.ContentType, body.WrittenSpan).ConfigureAwait(false);
            return;
        }

        request.Http.Start(200, format.ContentType, null);
        await using var output = ResponseCompression.Open(request.Http, large: true);
        await output.Writer.WriteAsync(body.WrittenMemory, request.Aborted).ConfigureAwait(false);
    }

    /// <summary>The encoder of a watch's events.</summary>
    public IEventEncoder EventsOf(ApiRequest request, ResponseFormat format, ReadOptions options) =>
        format is { Encoding: ApiEncoding.Json, View: ApiView.Object } && request.Kind.Conversion is null
            ? JsonEventEncoder.Instance
            : new ViewEventEncoder(request.Kind, format, options, time);

    private static async Task RespondAsync(
        ApiRequest request, int code, ResponseFormat format, ReadOptions options, PooledBufferWriter json, TypeSchema schema)
    {
        using var body = new PooledBufferWriter(json.WrittenCount + 1);
        Encodings.Write(body, json.WrittenMemory, format.Encoding, schema, ObjectResponder.WantsPretty(request.Http, options));
        await request.Http.WriteAsync(code, format.ContentType, body.WrittenSpan).ConfigureAwait(false);
    }

    private TypeSchema SchemaOf(ObjectHeader header) => SpokenSchemas.Find(kinds, header.ApiVersion, header.Kind) ?? ViewSchemas.Status;
}
