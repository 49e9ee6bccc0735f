using System.Text.Json;

namespace Orchestrator.Grains.Scheduling.Plugins.PodAffinity;

/// <summary><c>InterPodAffinityArgs</c>.</summary>
/// <param name="HardPodAffinityWeight">How much it counts that a placed pod requires pods like the new one near it.</param>
/// <param name="IgnorePreferredTermsOfExistingPods">Whether what placed pods prefer does not count.</param>
internal sealed record InterPodAffinityArgs(int HardPodAffinityWeight, bool IgnorePreferredTermsOfExistingPods)
{
    /// <summary>Reads them.</summary>
    public static InterPodAffinityArgs Read(JsonElement? args) => new(
        args is { } given && given.TryGetProperty("hardPodAffinityWeight", out var weight) ? weight.GetInt32() : 1,
        args is { } also && also.TryGetProperty("ignorePreferredTermsOfExistingPods", out var ignore) && ignore.GetBoolean());
}
