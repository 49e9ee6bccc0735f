using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>A sort of request: what plugins choose by.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Subresource">The subresource, or empty.</param>
/// <param name="Operation">What the request does.</param>
/// <param name="Namespaced">Whether the resource's objects are in namespaces.</param>
public readonly record struct AdmissionTarget(GroupResource Resource, string Subresource, AdmissionOperation Operation, bool Namespaced)
{
    /// <summary>Whether the request creates or updates an object of the resource itself.</summary>
    public bool Saves(GroupResource resource) => Subresource.Length == 0 && Operation != AdmissionOperation.Delete && Resource == resource;

    /// <summary>Whether the request does this to an object of the resource itself.</summary>
    public bool Is(GroupResource resource, AdmissionOperation operation) => Subresource.Length == 0 && Operation == operation && Resource == resource;

    /// <summary>Whether the request does this to a subresource.</summary>
    public bool Is(GroupResource resource, string subresource, AdmissionOperation operation) =>
        Operation == operation && Resource == resource && Subresource == subresource;
}
