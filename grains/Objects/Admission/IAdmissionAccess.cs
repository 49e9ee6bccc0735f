using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>What plugins ask of authorization: whether a caller may do something besides the request itself.</summary>
public interface IAdmissionAccess
{
    /// <summary>Whether the caller may do this with an object of the cluster's scope.</summary>
    ValueTask<bool> MayAsync(Caller caller, string verb, GroupResource resource, string name);
}
