using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Pods;

/// <summary>
/// Makes a pod's status what its agent says, as far as it is the agent's to say. The outcome is that of the strategic merge patch that a kubelet sends, without
/// taking the pod apart into a tree: of all that happens to a pod, this happens most often.
/// </summary>
internal static class StatusReport
{
    /// <summary>Marks the request. No client can send it, since a path's subresource has no slash.</summary>
    public const string Subresource = "status/report";

    /// <summary>Takes the report in.</summary>
    public static ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        var report = Read(context);
        var current = context.Current ?? throw Refusals.NotFound(context);
        var pod = ((Pod)current.Typed).CopySharingSpec(); // which an update of the status leaves as it is
        pod.Metadata.ResourceVersion = current.ResourceVersion;
        pod.Status = Merge(report, pod.Status);
        return UpdateVerb.ReplaceAsync(context.OfStatus(), pod);
    }

    private static PodStatus Read(WriteContext context)
    {
        try
        {
            return JsonModel.Read<PodStatus>(context.Request.Body);
        }
        catch (JsonDecodeException e)
        {
            throw new ApiException(StatusFactory.BadRequest($"PodStatus in version \"v1\" cannot be handled as a PodStatus: {e.Message}"));
        }
    }

    /// <summary>What the report leaves out stays, but for reason, message and the pod's addresses: without these there are none.</summary>
    private static PodStatus Merge(PodStatus report, PodStatus known)
    {
        report.ObservedGeneration ??= known.ObservedGeneration;
        report.Phase ??= known.Phase;
        report.NominatedNodeName ??= known.NominatedNodeName;
        report.HostIP ??= known.HostIP;
        report.HostIPs ??= known.HostIPs;
        report.StartTime ??= known.StartTime;
        report.InitContainerStatuses ??= known.InitContainerStatuses;
        report.ContainerStatuses ??= known.ContainerStatuses;
        report.EphemeralContainerStatuses ??= known.EphemeralContainerStatuses;
        report.QosClass ??= known.QosClass;
        report.Resize ??= known.Resize;
        report.ResourceClaimStatuses ??= known.ResourceClaimStatuses;
        report.ExtendedResourceClaimStatus ??= known.ExtendedResourceClaimStatus;
        report.AllocatedResources ??= known.AllocatedResources;
        report.Resources ??= known.Resources;
        report.Conditions = Merge(report.Conditions, known.Conditions);
        return report;
    }

    /// <summary>Conditions keep their places; new ones come last.</summary>
    private static List<PodCondition>? Merge(List<PodCondition>? reported, List<PodCondition>? known)
    {
        if (reported is null || known is null)
        {
            return reported ?? known;
        }

        foreach (var condition in reported)
        {
            var place = known.FindIndex(other => other.Type == condition.Type);
            if (place < 0)
            {
                known.Add(condition);
                continue;
            }

            condition.LastTransitionTime ??= known[place].LastTransitionTime;
            condition.LastProbeTime ??= known[place].LastProbeTime;
            condition.ObservedGeneration ??= known[place].ObservedGeneration;
            known[place] = condition;
        }

        return known;
    }
}
