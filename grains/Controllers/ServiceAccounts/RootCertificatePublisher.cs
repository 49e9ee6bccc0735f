using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.ServiceAccounts;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Controllers.ServiceAccounts;

/// <summary>Keeps a config map <c>kube-root-ca.crt</c> in every namespace, of which pods make the <c>ca.crt</c> beside their token (<c>rootcacertpublisher</c>). Its objects are namespaces.</summary>
internal sealed class RootCertificatePublisher(ControllerServices services, ClusterAuthority authority)
    : Controller<Namespace>("root-ca-cert-publisher", KnownResources.Namespaces, services)
{
    private const string MapName = "kube-root-ca.crt";
    private const string File = "ca.crt";
    private const string DescriptionKey = "kubernetes.io/description";
    private const string Description = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or "
        + "kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) =>
        watches.Mapped(ConfigMaps, static (change, poke) =>
        {
            if (change.Entry.Key.Name == MapName)
            {
                poke(KnownResources.Namespaces.Key(null, change.Entry.Key.Namespace));
            }
        });

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Namespace value, CancellationToken cancellationToken)
    {
        if (value.Metadata.DeletionTimestamp is not null || authority.Pem.Length == 0)
        {
            return ReconcileResult.Done;
        }

        var entry = Replica.Get(ConfigMaps.Key(key.Name, MapName));
        if (entry is null)
        {
            await CreateAsync(key.Name, cancellationToken);
        }
        else if (!IsRight(entry.As<ConfigMap>()))
        {
            var map = entry.Copy<ConfigMap>();
            map.Data = Data();
            (map.Metadata.Annotations ??= [])[DescriptionKey] = Description;
            await Client.UpdateAsync(map, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async Task CreateAsync(string ns, CancellationToken cancellationToken)
    {
        var metadata = new ObjectMeta { Name = MapName, Namespace = ns, Annotations = new() { [DescriptionKey] = Description } };
        try
        {
            await Client.CreateAsync(new ConfigMap { Metadata = metadata, Data = Data() }, cancellationToken);
        }
        catch (ApiException there) when (there.Status.Reason == "AlreadyExists")
        {
            // Somebody else made it first; the change tells what it is.
        }
    }

    private bool IsRight(ConfigMap map) =>
        map.Data is { Count: 1 } data && data.GetValueOrDefault(File) == authority.Pem && map.Metadata.Annotations?.GetValueOrDefault(DescriptionKey) == Description;

    private Dictionary<string, string> Data() => new(StringComparer.Ordinal) { [File] = authority.Pem };
}
