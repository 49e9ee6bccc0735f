using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks changes of pods: almost all of a pod's spec stays as it was made.</summary>
internal static class PodUpdateValidation
{
    private const string Changeable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly FieldPath SpecPath = FieldPath.Of("spec");
    private static readonly FieldPath StatusPath = FieldPath.Of("status");

    public static void Spec(Pod pod, Pod old, FieldErrors errors)
    {
        if (SpecEquality.Same(pod.Spec, old.Spec))
        {
            return;
        }

        var (now, before) = (pod.Spec, old.Spec);
        if (!SameCount(now.Containers, before.Containers, "containers", errors) || !SameCount(now.InitContainers, before.InitContainers, "initContainers", errors))
        {
            return;
        }

        Images(now.Containers, SpecPath.Child("containers"), errors);
        Images(now.InitContainers, SpecPath.Child("initContainers"), errors);
        Deadline(now.ActiveDeadlineSeconds, before.ActiveDeadlineSeconds, errors);
        Tolerations(now.Tolerations, before.Tolerations, errors);
        Gates(now.SchedulingGates, before.SchedulingGates, errors);

        // What may change is taken over; anything that then still differs may not.
        var allowed = before.DeepCopy();
        TakeImages(allowed.Containers, now.Containers);
        TakeImages(allowed.InitContainers, now.InitContainers);
        allowed.ActiveDeadlineSeconds = now.ActiveDeadlineSeconds;
        allowed.Tolerations = now.Tolerations;
        allowed.SchedulingGates = now.SchedulingGates;
        if (before.TerminationGracePeriodSeconds < 0 && now.TerminationGracePeriodSeconds == 1)
        {
            allowed.TerminationGracePeriodSeconds = 1;
        }

        if (before.SchedulingGates is { Count: > 0 })
        {
            // A pod that is not let to the scheduler yet may still say more precisely where it wants to be.
            if (!GatedPodRules.Validate(now, before, errors))
            {
                return;
            }

            GatedPodRules.Take(allowed, now);
        }

        if (!SpecEquality.Same(now, allowed))
        {
            errors.Forbidden(SpecPath, $"{Changeable}\n{ModelDifference.Describe(allowed, now)}");
        }
    }

    public static void Status(Pod pod, Pod old, FieldErrors errors)
    {
        for (var i = 0; i < (pod.Status.Conditions?.Count ?? 0); i++)
        {
            var type = pod.Status.Conditions![i].Type;
            if (NameRules.QualifiedName(type) is { Count: > 0 } problems)
            {
                errors.Invalid(StatusPath.Child("conditions").Index(i).Child("type"), type, problems);
            }
        }

        if (!string.IsNullOrEmpty(pod.Status.NominatedNodeName))
        {
            errors.Invalid(StatusPath.Child("nominatedNodeName"), pod.Status.NominatedNodeName, NameRules.Dns1123Subdomain(pod.Status.NominatedNodeName));
        }

        for (var i = 0; i < (pod.Status.PodIPs?.Count ?? 0); i++)
        {
            if (AddressRules.Ip(pod.Status.PodIPs![i].Ip) is { Count: > 0 } problems)
            {
                errors.Invalid(StatusPath.Child("podIPs").Index(i), pod.Status.PodIPs[i].Ip, problems);
            }
        }

        NotUndone(pod.Status.ContainerStatuses, old.Status.ContainerStatuses, old.Spec.RestartPolicy, errors, StatusPath.Child("containerStatuses"));
    }

    // A container that ended, in a pod that does not restart it, stays ended.
    private static void NotUndone(List<ContainerStatus>? now, List<ContainerStatus>? before, string? restartPolicy, FieldErrors errors, FieldPath path)
    {
        if (restartPolicy is null or "Always")
        {
            return;
        }

        foreach (var ended in (before ?? []).Where(status => status.State.Terminated is { } end && (restartPolicy == "Never" || end.ExitCode == 0)))
        {
            var at = now?.FindIndex(status => status.Name == ended.Name) ?? -1;
            if (at >= 0 && now![at].State.Terminated is null)
            {
                errors.Forbidden(path.Index(at).Child("state"), "may not be transitioned to non-terminated state");
            }
        }
    }

    private static bool SameCount(List<Container>? now, List<Container>? before, string field, FieldErrors errors)
    {
        if ((now?.Count ?? 0) == (before?.Count ?? 0))
        {
            return true;
        }

        errors.Forbidden(SpecPath.Child(field), "pod updates may not add or remove containers");
        return false;
    }

    private static void Images(List<Container>? containers, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < (containers?.Count ?? 0); i++)
        {
            ContainerValidation.Image(containers![i].Image, errors, path.Index(i));
        }
    }

    private static void TakeImages(List<Container>? to, List<Container>? from)
    {
        for (var i = 0; i < (to?.Count ?? 0); i++)
        {
            to![i].Image = from![i].Image;
        }
    }

    private static void Deadline(long? now, long? before, FieldErrors errors)
    {
        var path = SpecPath.Child("activeDeadlineSeconds");
        if (now is < 0 or > int.MaxValue)
        {
            errors.Invalid(path, now, $"must be between 0 and {int.MaxValue}, inclusive");
        }
        else if (now is { } changed && before < changed)
        {
            errors.Invalid(path, now, "must be less than or equal to previous value");
        }
        else if (now is null && before is not null)
        {
            errors.Invalid(path, null, "must not update from a positive integer to nil value");
        }
    }

    private static void Tolerations(List<Toleration>? now, List<Toleration>? before, FieldErrors errors)
    {
        var path = SpecPath.Child("tolerations");
        TolerationRules.Validate(now, errors, path);
        foreach (var kept in before ?? [])
        {
            if ((now ?? []).Exists(toleration => SameBut(toleration, kept)))
            {
                continue;
            }

            errors.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds");
            return;
        }
    }

    private static bool SameBut(Toleration left, Toleration right) =>
        left.Key == right.Key && left.Operator == right.Operator && left.Value == right.Value && left.Effect == right.Effect;

    private static void Gates(List<PodSchedulingGate>? now, List<PodSchedulingGate>? before, FieldErrors errors)
    {
        foreach (var gate in now ?? [])
        {
            if ((before ?? []).Exists(known => known.Name == gate.Name))
            {
                continue;
            }

            errors.Forbidden(SpecPath.Child("schedulingGates").Index(now!.IndexOf(gate)), "only deletion is allowed, but found new scheduling gate '" + gate.Name + "'");
        }
    }
}
