namespace Orchestrator.Grains.Controllers.EndpointSlices;

/// <summary>The labels of endpoint slices that mean something.</summary>
internal static class SliceLabels
{
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    public const string ServiceName = "kubernetes.io/service-name";
    public const string Headless = "service.kubernetes.io/headless";

    /// <summary>The labels of a slice: those of what it stands for, and who keeps it for which service.</summary>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string>? source, string service, string manager, bool headless)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in source ?? new Dictionary<string, string>())
        {
            if (key is not (ManagedBy or ServiceName or Headless))
            {
                labels[key] = value;
            }
        }

        if (headless)
        {
            labels[Headless] = "";
        }

        labels[ServiceName] = service;
        labels[ManagedBy] = manager;
        return labels;
    }
}
