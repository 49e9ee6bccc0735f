using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Client;

/// <summary>The API refused a request.</summary>
public sealed class KubeException(Status status) : Exception(status.Message)
{
    /// <summary>The refusal, with reason and details.</summary>
    public Status Status { get; } = status;

    /// <summary>The HTTP status code.</summary>
    public int Code => Status.Code ?? 0;

    /// <summary>Such as <c>NotFound</c>, <c>AlreadyExists</c>, <c>Conflict</c>.</summary>
    public string Reason => Status.Reason ?? "";

    /// <summary>There is no such object.</summary>
    public bool IsNotFound => Code == 404;

    /// <summary>The name is taken, or the object was changed meanwhile.</summary>
    public bool IsConflict => Code == 409;

    /// <summary>The resourceVersion is too old: list again.</summary>
    public bool IsExpired => Code == 410;
}
