using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Errors;

/// <summary>A request that fails with a Status. Thrown within one process only; across grains the Status travels as bytes.</summary>
public sealed class ApiException(Status status, Exception? inner = null) : Exception(status.Message, inner)
{
    /// <summary>What the client is told.</summary>
    public Status Status { get; } = status;

    /// <summary>The HTTP status code.</summary>
    public int Code => Status.Code ?? 500;

    /// <summary>The machine-readable reason, such as <see cref="StatusReason.NotFound"/>.</summary>
    public string Reason => Status.Reason ?? "";
}
