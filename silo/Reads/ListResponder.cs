using System.Buffers;
using System.IO.Pipelines;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Reads;

/// <summary>Writes a list in the negotiated format. JSON is copied object by object into the response's pipe, which is flushed as it fills.</summary>
internal sealed class ListResponder(ViewEncoder views)
{
    private const int FlushBytes = 256 * 1024;
    private const int CompressFrom = 128 * 1024; // a real server compresses lists from this size on

    /// <summary>Writes the answer.</summary>
    public async Task WriteAsync(ApiRequest request, ResponseFormat format, ReadOptions options, ListPage page)
    {
        if (format is not { Encoding: ApiEncoding.Json, View: ApiView.Object } || ObjectResponder.WantsPretty(request.Http, options))
        {
            await views.WriteListAsync(request, format, options, page).ConfigureAwait(false);
            return;
        }

        request.Http.Start(200, format.ContentType, null);
        await using var output = ResponseCompression.Open(request.Http, IsLarge(page));
        await CopyAsync(request, page, output.Writer).ConfigureAwait(false);
    }

    private static async Task CopyAsync(ApiRequest request, ListPage page, PipeWriter writer)
    {
        ListHead.Write(writer, request.Kind.ListKind, request.Kind.ApiVersion, page);
        var separate = false;
        var unflushed = 0;
        foreach (var entry in page.Entries)
        {
            if (separate)
            {
                writer.Write(","u8);
            }

            separate = true;
            unflushed += StoredObjects.WriteItem(writer, request.Kind, ServedEntries.Of(request.Kind, entry).Json.Span);
            if (unflushed >= FlushBytes)
            {
                unflushed = 0;
                await writer.FlushAsync(request.Aborted).ConfigureAwait(false);
            }
        }

        writer.Write("]}\n"u8);
    }

    private static bool IsLarge(ListPage page)
    {
        long bytes = 0;
        foreach (var entry in page.Entries)
        {
            bytes += entry.Json.Length;
            if (bytes > CompressFrom)
            {
                return true;
            }
        }

        return false;
    }
}
