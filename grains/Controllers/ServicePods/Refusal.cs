using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>What a refused write means to a controller.</summary>
internal static class Refusal
{
    /// <summary>Whether the namespace is going, so that nothing can be made in it: no failure, there is nothing left to do.</summary>
    public static bool IsNamespaceGoing(ApiException refused) => refused.Status.Details?.Causes?.Exists(static cause => cause.Reason == "NamespaceTerminating") == true;

    /// <summary>Whether people should hear of it; that somebody else was faster is seen on the next look.</summary>
    public static bool IsFailure(ApiException refused) => refused.Status.Code is not (404 or 409);
}
