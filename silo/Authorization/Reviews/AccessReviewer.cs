using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Grains.Authorization;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>Asks the authorizers what a review asks, with the attributes that a request for it would have.</summary>
internal sealed class AccessReviewer(IAuthorizer authorizer)
{
    /// <summary>The answer, for a user.</summary>
    public SubjectAccessReviewStatus Review(string user, string uid, IReadOnlyList<string> groups, ResourceAttributes? resource, NonResourceAttributes? path)
    {
        var problems = new List<string>();
        var decision = authorizer.Authorize(resource is not null
            ? new AccessAttributes(user, uid, groups)
            {
                Verb = resource.Verb ?? "",
                Group = resource.Group ?? "",
                Version = resource.Version ?? "",
                Resource = resource.Resource ?? "",
                Subresource = resource.Subresource ?? "",
                Namespace = resource.Namespace ?? "",
                Name = resource.Name ?? "",
                Selectors = ReviewedSelectors.Of(resource, problems),
            }
            : new AccessAttributes(user, uid, groups) { Verb = path?.Verb ?? "", IsResource = false, Path = path?.Path ?? "" });
        return new SubjectAccessReviewStatus
        {
            Allowed = decision.Allowed,
            Denied = decision.Verdict == AccessVerdict.Deny ? true : null,
            Reason = decision.Reason is { Length: > 0 } reason ? reason : null,
            EvaluationError = problems.Count == 0 ? null : GoText.Aggregate(problems),
        };
    }
}
