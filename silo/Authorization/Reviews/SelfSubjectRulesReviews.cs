using Orchestrator.Api.Agents;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Grains.Authorization.Rbac;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reviews;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>What may I do in this namespace (<c>kubectl auth can-i --list</c>)? What the node authorizer allows cannot be listed, and is said to be missing.</summary>
internal sealed class SelfSubjectRulesReviews(RuleResolver resolver)
    : Review<SelfSubjectRulesReview>(new GroupResource("authorization.k8s.io", "selfsubjectrulesreviews"))
{
    private const string NodeRules = "node authorizer does not support user rule resolution";

    /// <inheritdoc/>
    protected override ValueTask AnswerAsync(SelfSubjectRulesReview review, ApiRequest request)
    {
        if (string.IsNullOrEmpty(review.Spec.Namespace))
        {
            throw new ApiException(StatusFactory.BadRequest("no namespace on request"));
        }

        var user = request.User;
        var rules = resolver.RulesFor(user.Name, user.Groups, review.Spec.Namespace, out var missing);
        var isNode = user.IsIn(AgentPaths.NodesGroup);
        var problems = isNode ? missing.Prepend(NodeRules).ToList() : missing;
        review.Metadata = new();
        review.Spec = new();
        review.Status = new SubjectRulesReviewStatus
        {
            ResourceRules = [.. rules.Where(rule => rule.Resources is { Count: > 0 }).Select(ResourceRuleOf)],
            NonResourceRules = [.. rules.Where(rule => rule.NonResourceURLs is { Count: > 0 }).Select(PathRuleOf)],
            Incomplete = isNode,
            EvaluationError = problems.Count == 0 ? null : GoText.Aggregate(problems),
        };
        return ValueTask.CompletedTask;
    }

    private static ResourceRule ResourceRuleOf(PolicyRule rule) =>
        new() { Verbs = rule.Verbs, ApiGroups = rule.ApiGroups, Resources = rule.Resources, ResourceNames = rule.ResourceNames };

    private static NonResourceRule PathRuleOf(PolicyRule rule) => new() { Verbs = rule.Verbs, NonResourceURLs = rule.NonResourceURLs };
}
