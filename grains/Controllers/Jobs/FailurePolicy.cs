using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>What a job's <c>podFailurePolicy</c> says about a failed pod: the first rule that fits decides.</summary>
/// <param name="Action">FailJob, FailIndex, Ignore, Count; null when no rule fits, which counts.</param>
/// <param name="Message">Which rule fits, and why; for FailJob.</param>
internal readonly record struct FailurePolicy(string? Action, string? Message)
{
    /// <summary>Whether the failure counts.</summary>
    public bool Counts => Action != "Ignore";

    /// <summary>Asks the job's policy.</summary>
    public static FailurePolicy Of(Job job, Pod pod)
    {
        var rules = job.Spec.PodFailurePolicy?.Rules;
        for (var i = 0; i < (rules?.Count ?? 0); i++)
        {
            if (Match(rules![i], pod, i) is { } message)
            {
                return new FailurePolicy(rules[i].Action, message);
            }
        }

        return default;
    }

    private static string? Match(PodFailurePolicyRule rule, Pod pod, int number)
    {
        var (ns, name) = (pod.Metadata.Namespace, pod.Metadata.Name);
        if (rule.OnExitCodes is { } codes)
        {
            var container = Match(codes, pod.Status.ContainerStatuses) ?? Match(codes, pod.Status.InitContainerStatuses);
            return container is null
                ? null
                : $"Container {container.Name} for pod {ns}/{name} failed with exit code {container.State.Terminated!.ExitCode} matching {rule.Action} rule at index {number}";
        }

        foreach (var pattern in rule.OnPodConditions ?? [])
        {
            if (pod.Status.Conditions?.Exists(condition => condition.Type == pattern.Type && condition.Status == pattern.Status) == true)
            {
                return $"Pod {ns}/{name} has condition {pattern.Type} matching {rule.Action} rule at index {number}";
            }
        }

        return null;
    }

    /// <summary>A container that has not ended, or that ended well, says nothing.</summary>
    private static ContainerStatus? Match(PodFailurePolicyOnExitCodesRequirement codes, List<ContainerStatus>? containers)
    {
        foreach (var container in containers ?? [])
        {
            if (container.State.Terminated is { ExitCode: not 0 and var code }
                && (codes.ContainerName is null || codes.ContainerName == container.Name)
                && codes.Values.Contains(code) == (codes.Operator == "In"))
            {
                return container;
            }
        }

        return null;
    }
}
