using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Authorization;

/// <summary>Says whether a user may do what a request asks. Called for every request, reads memory only.</summary>
internal interface IAuthorizer
{
    /// <summary>Whether this authorizer allows it; when none does, the request is forbidden.</summary>
    bool Allows(UserInfo user, RequestInfo request);
}
