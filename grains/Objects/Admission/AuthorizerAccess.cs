using Orchestrator.Api.Objects;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Asks the authorizers that decide on requests.</summary>
internal sealed class AuthorizerAccess(IAuthorizer authorizer) : IAdmissionAccess
{
    /// <inheritdoc/>
    public ValueTask<bool> MayAsync(Caller caller, string verb, GroupResource resource, string name) => ValueTask.FromResult(
        authorizer.Authorize(new AccessAttributes(caller) { Verb = verb, Group = resource.Group, Version = "*", Resource = resource.Resource, Name = name }).Allowed);
}
