using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>Resources of devices.</summary>
internal static class DeviceResources
{
    /// <summary>Claims.</summary>
    public static readonly GroupResource Claims = new("resource.k8s.io", "resourceclaims");

    /// <summary>Templates of claims.</summary>
    public static readonly GroupResource Templates = new("resource.k8s.io", "resourceclaimtemplates");

    /// <summary>Slices.</summary>
    public static readonly GroupResource Slices = new("resource.k8s.io", "resourceslices");

    /// <summary>Classes.</summary>
    public static readonly GroupResource Classes = new("resource.k8s.io", "deviceclasses");

    /// <summary>What keeps an allocated claim from going (<c>resource.k8s.io/v1</c>'s <c>Finalizer</c>).</summary>
    public const string Finalizer = "resource.kubernetes.io/delete-protection";

    /// <summary>On a claim made of a template: for which of the pod's claims it is.</summary>
    public const string PodClaimName = "resource.kubernetes.io/pod-claim-name";

    /// <summary>How many consumers a claim may have.</summary>
    public const int MostConsumers = 256;

    /// <summary>How many devices a claim may be given.</summary>
    public const int MostDevices = 32;
}
