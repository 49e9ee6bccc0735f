using System.Globalization;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Makes pods of a job's template.</summary>
internal static class JobPodFactory
{
    /// <summary>Generated names are no longer than a label: five characters of their own and a hyphen, and what is before them.</summary>
    private const int LongestPrefix = 63 - 5 - 1;

    /// <summary>A pod of a job without indexes. It borrows parts of the template, which is shared: it is to be sent, not changed.</summary>
    public static Pod Make(Job job, string name) => Make(job, job.Spec.Template, name, Prefix(job) + "-");

    /// <summary>The pod of an index: it is told its index, and has a host name of its own.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="name">The pod's name.</param>
    /// <param name="index">The index.</param>
    /// <param name="replaced">The index's last failed pod, when each index counts its own failures.</param>
    public static Pod Make(ReplicaEntry entry, string name, int index, Pod? replaced)
    {
        var job = entry.Copy<Job>();
        var pod = Make(job, job.Spec.Template, name, Prefix(job, index) + "-");
        var text = index.ToString(CultureInfo.InvariantCulture);
        (pod.Metadata.Annotations ??= [])[JobNames.CompletionIndex] = text;
        (pod.Metadata.Labels ??= [])[JobNames.CompletionIndex] = text;
        pod.Spec.Hostname = $"{job.Metadata.Name}-{text}";
        foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []))
        {
            Tell(container);
        }

        if (JobState.CountsPerIndex(job))
        {
            CountFailures(pod.Metadata.Annotations, job, replaced);
        }

        return pod;
    }

    /// <summary>What the names of a job's pods begin with.</summary>
    public static string Prefix(Job job) => Shorten(job.Metadata.Name!, LongestPrefix);

    /// <summary>What the names of the pods of an index begin with.</summary>
    public static string Prefix(Job job, int index)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{index}");
        return Shorten(job.Metadata.Name!, LongestPrefix - suffix.Length) + suffix;
    }

    private static Pod Make(Job job, PodTemplateSpec template, string name, string generateName) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            GenerateName = generateName,
            Namespace = job.Metadata.Namespace,
            Labels = template.Metadata.Labels,
            Annotations = template.Metadata.Annotations,
            Finalizers = [.. (template.Metadata.Finalizers ?? []).Where(finalizer => finalizer != JobNames.TrackingFinalizer), JobNames.TrackingFinalizer],
            OwnerReferences = [ControllerRefs.To(job)],
        },
        Spec = template.Spec,
    };

    private static void Tell(Container container)
    {
        if (container.Env?.Exists(variable => variable.Name == JobNames.CompletionIndexVariable) == true)
        {
            return;
        }

        (container.Env ??= []).Add(new EnvVar
        {
            Name = JobNames.CompletionIndexVariable,
            ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = $"metadata.labels['{JobNames.CompletionIndex}']" } },
        });
    }

    private static void CountFailures(Dictionary<string, string> annotations, Job job, Pod? replaced)
    {
        int failures = 0, ignored = 0;
        if (replaced is not null)
        {
            var counts = FailurePolicy.Of(job, replaced).Counts;
            failures = JobPods.EarlierFailures(replaced) + (counts ? 1 : 0);
            ignored = JobPods.EarlierIgnoredFailures(replaced) + (counts ? 0 : 1);
        }

        annotations[JobNames.IndexFailureCount] = failures.ToString(CultureInfo.InvariantCulture);
        if (ignored > 0)
        {
            annotations[JobNames.IndexIgnoredFailureCount] = ignored.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length];
}
