using Microsoft.Extensions.Logging;
using Orchestrator.Api.CustomResources.Kinds;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.CustomResources;

/// <summary>
/// Keeps a silo's kinds in step with the definitions of custom resources. It follows the replica in the follower's own turn, so whoever has waited for the
/// revision of an established definition can use the kind. It also knows which names are taken, in which group.
/// </summary>
public sealed partial class DefinitionIndex(KindRegistry kinds, ILogger<DefinitionIndex> logger) : IReplicaObserver
{
    /// <summary>The resource of the definitions.</summary>
    public static readonly GroupResource Definitions = new("apiextensions.k8s.io", "customresourcedefinitions");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServedDefinition> _served = new(StringComparer.Ordinal);
    private readonly NameClaims _names = new();
    private List<KindDescriptor>? _loading = [];

    /// <summary>The names that are taken.</summary>
    internal NameClaims Names => _names;

    /// <summary>Starts to follow, with the definitions that there are: all of them become one change of the kinds.</summary>
    public void Follow(IReplica replica)
    {
        replica.Subscribe(this, replay: true);
        lock (_gate)
        {
            var loaded = _loading!;
            _loading = null;
            kinds.Set(loaded);
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != Definitions)
        {
            return;
        }

        lock (_gate)
        {
            try
            {
                Apply(change);
            }
            catch (Exception e) when (e is ArgumentException or FormatException or Api.Json.JsonDecodeException)
            {
                // What is stored was valid when it was written; a definition that cannot be served must not stop the replica.
                Log.NotServed(logger, e, change.Entry.Key.Name);
            }
        }
    }

    private void Apply(ReplicaChange change)
    {
        var name = change.Entry.Key.Name;
        if (change.Type == ChangeType.Deleted)
        {
            _names.Forget(name);
            Withdraw(name);
            return;
        }

        var definition = change.Entry.As<CustomResourceDefinition>();
        _names.Record(name, definition.Spec.Group, definition.Status.AcceptedNames);
        if (CustomResourceKinds.IsEstablished(definition))
        {
            Serve(name, definition);
        }
    }

    private void Serve(string name, CustomResourceDefinition definition)
    {
        var version = DefinitionVersion.Of(definition);
        if (_served.TryGetValue(name, out var served))
        {
            if (served.Version == version)
            {
                return;
            }

            served = served with { Version = version };
        }
        else
        {
            served = new ServedDefinition(new GroupResource(definition.Spec.Group, definition.Status.AcceptedNames.Plural), version, new CancellationTokenSource());
        }

        var made = CustomResourceKinds.Of(definition, served.Gone.Token);
        if (_loading is not null)
        {
            _loading.AddRange(made);
        }
        else
        {
            kinds.Replace(served.Resource, made);
        }

        _served[name] = served;
    }

    private void Withdraw(string name)
    {
        if (_served.Remove(name, out var served))
        {
            kinds.Remove(served.Resource);
            // watches end on threads of their own; the follower goes on
            _ = served.Gone.CancelAsync();
        }
    }

    private sealed record ServedDefinition(GroupResource Resource, DefinitionVersion Version, CancellationTokenSource Gone);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The custom resource definition {Name} cannot be served")]
        public static partial void NotServed(ILogger logger, Exception exception, string name);
    }
}
