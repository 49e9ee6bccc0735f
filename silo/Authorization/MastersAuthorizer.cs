using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Authorization;

/// <summary>The group <c>system:masters</c> may do everything, whatever the policies say.</summary>
internal sealed class MastersAuthorizer : IAuthorizer
{
    private const string Group = "system:masters";

    /// <inheritdoc/>
    public bool Allows(UserInfo user, RequestInfo request) => user.IsIn(Group);
}
