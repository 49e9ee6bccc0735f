using System.Security.Cryptography;
using System.Text;
using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>What is to be done to bring a pod from what the runtime has to what its spec says (kubelet: computePodActions).</summary>
internal sealed record PodPlan
{
    /// <summary>There is no sandbox that works: everything of the old ones is stopped, and a new one made.</summary>
    public bool CreateSandbox { get; init; }

    /// <summary>The number of the next sandbox.</summary>
    public int SandboxAttempt { get; init; }

    /// <summary>To stop, with the reason for the event.</summary>
    public List<(RuntimeContainer Container, string Why)> Stop { get; } = [];

    /// <summary>To start, unless their backoff is not over.</summary>
    public List<Container> Start { get; } = [];

    /// <summary>Works out the plan; changes nothing.</summary>
    /// <param name="pod">The wanted pod.</param>
    /// <param name="state">What the runtime has.</param>
    /// <param name="unhealthy">Ids of containers whose liveness or startup probe failed, with the words for the event.</param>
    public static PodPlan Compute(Pod pod, RuntimePodState state, IReadOnlyDictionary<string, string> unhealthy)
    {
        if (state.ReadySandbox is not { } sandbox)
        {
            return WithoutSandbox(pod, state);
        }

        var plan = new PodPlan();
        if (PlanInitContainers(plan, pod, state, sandbox, unhealthy))
        {
            foreach (var container in pod.Spec.Containers)
            {
                PlanContainer(plan, pod, container, state, unhealthy);
            }
        }

        return plan;
    }

    private static PodPlan WithoutSandbox(Pod pod, RuntimePodState state)
    {
        var attempt = state.Sandboxes is [var latest, ..] ? latest.Attempt + 1 : 0;
        var anyToRun = pod.Spec.Containers.Exists(c => state.Latest(c.Name) is not { } last || pod.RestartsAfter(c, last.State == RuntimeContainerState.Exited ? last.ExitCode : -1));

        // With restartPolicy Never a pod whose sandbox is gone has ended with it.
        var ended = attempt > 0 && pod.Spec.RestartPolicy == PodExtensions.RestartNever && state.Containers.Count > 0;
        return new PodPlan { CreateSandbox = anyToRun && !ended, SandboxAttempt = attempt };
    }

    // Init containers run one after the other; true when the regular containers may run.
    private static bool PlanInitContainers(PodPlan plan, Pod pod, RuntimePodState state, RuntimeSandbox sandbox, IReadOnlyDictionary<string, string> unhealthy)
    {
        var initialized = pod.Spec.Containers.Exists(c => state.Containers.Any(r => r.Name == c.Name && r.SandboxId == sandbox.Id));
        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            if (container.IsSidecar())
            {
                PlanContainer(plan, pod, container, state, unhealthy, sandbox);
                if (!initialized && state.Latest(container.Name) is not { State: RuntimeContainerState.Running })
                {
                    return false;
                }
            }
            else if (!initialized && !InitContainerDone(plan, pod, container, state, sandbox))
            {
                return false;
            }
        }

        return true;
    }

    private static bool InitContainerDone(PodPlan plan, Pod pod, Container container, RuntimePodState state, RuntimeSandbox sandbox)
    {
        // A new sandbox starts the initialization from the beginning.
        if (state.Latest(container.Name) is not { } last || last.SandboxId != sandbox.Id || last.State == RuntimeContainerState.Created)
        {
            plan.Start.Add(container);
            return false;
        }

        if (last.State == RuntimeContainerState.Exited && last.ExitCode != 0 && pod.Spec.RestartPolicy != PodExtensions.RestartNever)
        {
            plan.Start.Add(container);
        }

        return last.State == RuntimeContainerState.Exited && last.ExitCode == 0;
    }

    private static void PlanContainer(
        PodPlan plan, Pod pod, Container container, RuntimePodState state, IReadOnlyDictionary<string, string> unhealthy, RuntimeSandbox? onlyIn = null)
    {
        var last = state.Latest(container.Name);
        if (last is null || last.State == RuntimeContainerState.Created || (onlyIn is not null && last.SandboxId != onlyIn.Id))
        {
            plan.Start.Add(container);
        }
        else if (last.State == RuntimeContainerState.Exited)
        {
            if (pod.RestartsAfter(container, last.ExitCode))
            {
                plan.Start.Add(container);
            }
        }
        else if (last.SpecHash != SpecHash(container))
        {
            plan.Stop.Add((last, $"Container {container.Name} definition changed, will be restarted"));
        }
        else if (unhealthy.TryGetValue(last.Id, out var why))
        {
            plan.Stop.Add((last, why));
        }
    }

    /// <summary>Of what makes a running container another one: since 1.33 its name and image alone, for resources are changed in place.</summary>
    public static string SpecHash(Container container) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{container.Name}\0{container.Image}")).AsSpan(0, 8));
}
