using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orleans;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Pokes the controllers' grains that a change concerns. It follows the silo's replica; the follower only hands changes over, and a loop maps them, a burst at a
/// time, so that a thousand pods of one replica set are one poke. It starts with everything there is, so whatever a dead silo left undone is taken up.
/// </summary>
internal sealed partial class ControllerPoker(ControllerRegistry controllers, IReplica replica, IGrainFactory grains, ILogger<ControllerPoker> logger)
    : IReplicaObserver, IAsyncDisposable
{
    private const int MaxBurst = 4096;
    private readonly Channel<ReplicaChange> _changes =
        Channel.CreateUnbounded<ReplicaChange>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });
    private readonly Dictionary<GroupResource, List<PokeRoute>> _routes = [];
    private readonly List<PokeRoute> _routesOfAll = [];
    private readonly HashSet<ControllerKey> _due = [];
    private IDisposable? _subscription;
    private Task _loop = Task.CompletedTask;

    /// <summary>Starts to follow, with everything there is now.</summary>
    public void Start()
    {
        foreach (var controller in controllers.All)
        {
            var watches = ControllerRegistry.WatchesOf(controller);
            _routesOfAll.AddRange(watches.OfAll.Select(mapper => Route(controller, mapper)));
            foreach (var (resource, mappers) in watches.ByResource)
            {
                if (!_routes.TryGetValue(resource, out var routes))
                {
                    _routes.Add(resource, routes = []);
                }

                routes.AddRange(mappers.Select(mapper => Route(controller, mapper)));
            }
        }

        _subscription = replica.Subscribe(this, replay: true);
        _loop = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (_routesOfAll.Count > 0 || _routes.ContainsKey(change.Entry.Key.GroupResource))
        {
            _changes.Writer.TryWrite(change);
        }
    }

    /// <summary>Looks at everything again: after a silo went, its controllers' unfinished work is nobody's until then.</summary>
    public void Resync()
    {
        foreach (var resource in _routes.Keys)
        {
            foreach (var entry in replica.List(resource))
            {
                _changes.Writer.TryWrite(new ReplicaChange(ChangeType.Created, entry, null));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        _changes.Writer.TryComplete();
        await _loop;
    }

    private PokeRoute Route(IController controller, ChangeMapper mapper) => new(controller.Name, mapper, key => _due.Add(new ControllerKey(controller.Name, key)));

    private async Task RunAsync()
    {
        while (await _changes.Reader.WaitToReadAsync())
        {
            long revision = 0;
            for (var count = 0; count < MaxBurst && _changes.Reader.TryRead(out var change); count++)
            {
                revision = Math.Max(revision, change.Revision);
                Map(change);
            }

            foreach (var key in _due)
            {
                Poke(key, revision);
            }

            _due.Clear();
        }
    }

    private void Map(ReplicaChange change)
    {
        Map(change, _routesOfAll);
        if (_routes.TryGetValue(change.Entry.Key.GroupResource, out var routes))
        {
            Map(change, routes);
        }
    }

    private void Map(ReplicaChange change, List<PokeRoute> routes)
    {
        foreach (var route in routes)
        {
            try
            {
                route.Mapper(change, route.Poke);
            }
            catch (Exception error)
            {
                // An object that cannot be read, or a mistake in one controller, must not keep the others from their work.
                Log.NotMapped(logger, error, change.Entry.Key, route.Controller);
            }
        }
    }

    private void Poke(ControllerKey key, long revision)
    {
        var poke = grains.GetGrain<IControllerGrain>(key.ToString()).PokeAsync(revision);
        if (!poke.IsCompletedSuccessfully)
        {
            _ = ObserveAsync(poke, key);
        }
    }

    private async Task ObserveAsync(Task poke, ControllerKey key)
    {
        try
        {
            await poke;
        }
        catch (Exception error)
        {
            Log.NotPoked(logger, error, key);
        }
    }

    private readonly record struct PokeRoute(string Controller, ChangeMapper Mapper, Action<ObjectKey> Poke);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A change of {Object} could not be mapped to objects of {Controller}")]
        public static partial void NotMapped(ILogger logger, Exception error, ObjectKey @object, string controller);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller} could not be poked")]
        public static partial void NotPoked(ILogger logger, Exception error, ControllerKey controller);
    }
}
