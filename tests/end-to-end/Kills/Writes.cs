using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>Writes that may be repeated, and objects to write.</summary>
internal static class Writes
{
    /// <summary>Creates an object, unless an earlier try did.</summary>
    public static async Task EnsureAsync<T>(this KubeClient client, T value, CancellationToken cancellationToken)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        try
        {
            await client.CreateAsync(value, cancellationToken);
        }
        catch (KubeException exists) when (exists.IsConflict)
        {
            // by a try whose answer was lost
        }
    }

    /// <summary>Creates a namespace, unless it is there.</summary>
    public static Task EnsureNamespaceAsync(this KubeClient client, string name, CancellationToken cancellationToken) =>
        client.EnsureAsync(new Namespace { Metadata = new() { Name = name } }, cancellationToken);

    /// <summary>A template of pods with a label.</summary>
    public static PodTemplateSpec Template(string app, string version = "1") => new()
    {
        Metadata = new() { Labels = new() { ["app"] = app }, Annotations = new() { ["version"] = version } },
        Spec = new() { Containers = [new() { Name = "main", Image = "example.org/main:1" }] },
    };

    /// <summary>A deployment of such pods.</summary>
    public static Deployment Deployment(string ns, string name, int replicas) => new()
    {
        Metadata = new() { Name = name, Namespace = ns },
        Spec = new() { Replicas = replicas, Selector = new LabelSelector { MatchLabels = new() { ["app"] = name } }, Template = Template(name) },
    };
}
