using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Access where no authorizer is configured: the cluster's masters may do everything, others nothing more than the request that was authorized.</summary>
internal sealed class MastersAccess : IAdmissionAccess
{
    private const string Masters = "system:masters";

    /// <inheritdoc/>
    public ValueTask<bool> MayAsync(Caller caller, string verb, GroupResource resource, string name) => ValueTask.FromResult(caller.Groups.Contains(Masters));
}
