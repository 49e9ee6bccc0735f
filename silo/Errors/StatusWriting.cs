using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Errors;

/// <summary>Writes a Status as an answer of its own code.</summary>
internal static class StatusWriting
{
    /// <summary>Writes the Status in the client's encoding.</summary>
    public static async Task WriteAsync(HttpContext context, Status status, ResponseFormat format)
    {
        using var json = new PooledBufferWriter();
        JsonModel.Write(status, json);
        var code = status.Code ?? 500;
        using var body = new PooledBufferWriter();
        Encodings.Write(body, json.WrittenMemory, format.Encoding, ViewSchemas.Status, pretty: false);
        await context.WriteAsync(code, format.ContentType, body.WrittenSpan).ConfigureAwait(false);
    }
}
