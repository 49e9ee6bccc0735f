using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>What claims of devices use: themselves, and devices of each class; at worst, where it is not known before they are allocated.</summary>
internal sealed class DeviceClaimEvaluator() : QuotaEvaluator(Resources.ResourceClaims)
{
    private const string OfClass = ".deviceclass.resource.k8s.io/devices";

    /// <summary>As many as a claim may be given (<c>AllocationResultsMaxSize</c>): what a request for all devices may come to.</summary>
    private const long All = 32;

    /// <inheritdoc/>
    public override bool Counts(string name) => name.EndsWith(OfClass, StringComparison.Ordinal) || base.Counts(name);

    /// <inheritdoc/>
    public override void AddUsage(IKubeObject value, DateTime now, Dictionary<string, Quantity> usage)
    {
        base.AddUsage(value, now, usage);
        foreach (var request in ((ResourceClaim)value).Spec.Devices.Requests ?? [])
        {
            if (request.Exactly is { } exact)
            {
                Add(usage, exact.DeviceClassName, Amount(exact.AllocationMode, exact.Count));
            }

            // One of the alternatives will be given: of each class the most that one of them may take.
            foreach (var alternatives in (request.FirstAvailable ?? []).GroupBy(sub => sub.DeviceClassName, StringComparer.Ordinal))
            {
                Add(usage, alternatives.Key, alternatives.Max(sub => Amount(sub.AllocationMode, sub.Count)));
            }
        }
    }

    private static long Amount(string? mode, long? count) => mode switch
    {
        "All" => All,
        "ExactCount" => count ?? 0,
        _ => 0,
    };

    private static void Add(Dictionary<string, Quantity> usage, string deviceClass, long amount)
    {
        var name = deviceClass + OfClass;
        usage[name] = Quantity.FromValue(amount) + usage.GetValueOrDefault(name);
    }
}
