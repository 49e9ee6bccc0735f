using System.Globalization;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>Warns who makes a namespace stricter of the pods in it that would not be let in any more. They go on running.</summary>
internal static class NamespaceReview
{
    private const int MostPods = 3000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    /// <summary>Adds the warnings: one line for all pods that violate the same.</summary>
    public static void Warn(AdmissionAttributes attributes, IReplica replica, TimeProvider time, LevelVersion enforce)
    {
        var name = attributes.Key.Name;
        var pods = replica.List(Resources.Pods).In(name).ToList();
        var started = time.GetTimestamp();
        var found = new SortedDictionary<string, (string First, int Count)>(StringComparer.Ordinal);
        var looked = 0;
        while (looked < Math.Min(pods.Count, MostPods) && time.GetElapsedTime(started) < MostTime)
        {
            var pod = pods[looked++].As<Pod>();
            if (PolicyEvaluator.Violations(enforce, new PodView(pod.Metadata, pod.Spec)) is { } violations)
            {
                // Pods come by name, so the first is the one to name.
                found[violations.Reason] = found.TryGetValue(violations.Reason, out var seen) ? (seen.First, seen.Count + 1) : (pod.Metadata.Name!, 1);
            }
        }

        if (looked < pods.Count)
        {
            attributes.Warn(string.Create(
                CultureInfo.InvariantCulture, $"new PodSecurity enforce level only checked against the first {looked} of {pods.Count} existing pods"));
        }

        if (found.Count > 0)
        {
            attributes.Warn($"existing pods in namespace \"{name}\" violate the new PodSecurity enforce level \"{enforce}\"");
        }

        foreach (var line in found.Select(Line).Order(StringComparer.Ordinal))
        {
            attributes.Warn(line);
        }
    }

    private static string Line(KeyValuePair<string, (string First, int Count)> found) => found.Value switch
    {
        (var first, 1) => $"{first}: {found.Key}",
        (var first, 2) => $"{first} (and 1 other pod): {found.Key}",
        var (first, count) => string.Create(CultureInfo.InvariantCulture, $"{first} (and {count - 1} other pods): {found.Key}"),
    };
}
