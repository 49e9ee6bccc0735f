using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.RequestInformation;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Errors;

/// <summary>Refusals that are made before any kind's rules come into play.</summary>
internal static class Refusals
{
    /// <summary>403, with what the authorizers say of it.</summary>
    public static ApiException Forbidden(UserInfo user, RequestInfo info, string reason) =>
        new(info.IsResourceRequest
        ? StatusFactory.Unpermitted(user.Name, info.Verb, new GroupResource(info.Group, Resource(info)), info.Namespace, info.Name, reason)
        : StatusFactory.UnpermittedPath(user.Name, info.Verb, info.Path, reason));

    /// <summary>504: the revision asked for has not come within the time that a read waits.</summary>
    public static Status TooLargeResourceVersion(long asked, long current)
    {
        var status = StatusFactory.Timeout($"Too large resource version: {asked}, current: {current}", 1);
        status.Details ??= new StatusDetails();
        status.Details.Causes = [new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" }];
        return status;
    }

    /// <summary>410 for a list whose next page can no longer be consistent, with a token that goes on regardless.</summary>
    public static Status ExpiredContinue(ContinueToken inconsistent)
    {
        var status = StatusFactory.Expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, "
            + "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an "
            + "inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.");
        status.Metadata.Continue = inconsistent.ToString();
        return status;
    }

    /// <summary>405: the kind is going, with its definition.</summary>
    public static ApiException Terminating(GroupResource resource, string verb)
    {
        var status = StatusFactory.MethodNotAllowed(resource, verb);
        status.Message = $"{verb} not allowed while custom resource definition is terminating";
        return new ApiException(status);
    }

    private static string Resource(RequestInfo info) => info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}";
}
