using System.Text;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Client.Http;

/// <summary>Turns refusals into exceptions.</summary>
internal static class KubeResponse
{
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new KubeException(StatusOf(await response.Content.ReadAsByteArrayAsync(cancellationToken), (int)response.StatusCode));
        }
    }

    /// <summary>The Status in a body; what is none (of a proxy, say) becomes the message of one.</summary>
    public static Status StatusOf(byte[] body, int code)
    {
        try
        {
            var status = JsonModel.Read<Status>(body);
            status.Code ??= code;
            return status;
        }
        catch (Exception e) when (e is JsonDecodeException or JsonException)
        {
            return new Status { StatusValue = "Failure", Code = code, Message = $"HTTP {code}: {Encoding.UTF8.GetString(body)}" };
        }
    }
}
