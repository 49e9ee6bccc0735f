using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Client.Operators;

/// <summary>The watches of an operator, as declarations. Each kind is watched once, whoever asks.</summary>
public sealed class OperatorWatches
{
    private readonly KubeClient _client;
    private readonly string _namespace;
    private readonly string _ownKind;
    private readonly Action<ObjectName> _poke;
    private readonly Dictionary<Type, (object Cache, Func<CancellationToken, Task> Run)> _kinds = [];
    private readonly List<Task> _filled = [];

    internal OperatorWatches(KubeClient client, string namespaceName, string ownKind, Action<ObjectName> poke) => (_client, _namespace, _ownKind, _poke) = (client, namespaceName, ownKind, poke);

    /// <summary>A change of an object of another kind concerns the object that controls it, when that is of the operator's kind.</summary>
    public ObjectCache<T> Owned<T>()
        where T : class, IKubeObject, IJsonModel<T>, new() =>
        Mapped<T>((value, poke) =>
        {
            if (value.Metadata.OwnerReferences?.Find(static reference => reference.Controller == true) is { } owner && owner.Kind == _ownKind)
            {
                poke(new ObjectName(value.Metadata.Namespace ?? "", owner.Name));
            }
        });

    /// <summary>A change of an object of another kind concerns whatever the function says. Deletions come with the last state.</summary>
    public ObjectCache<T> Mapped<T>(Action<T, Action<ObjectName>> map, ListOptions? options = null)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        if (_kinds.ContainsKey(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T).Name} is watched already");
        }

        var cache = new ObjectCache<T>();
        _filled.Add(cache.Filled);
        _kinds.Add(typeof(T), (cache, stopping => FollowAsync(cache, map, options, stopping)));
        return cache;
    }

    /// <summary>The cache of a kind, or null when it is not watched.</summary>
    internal ObjectCache<T>? CacheOf<T>()
        where T : class, IKubeObject => _kinds.TryGetValue(typeof(T), out var watched) ? (ObjectCache<T>)watched.Cache : null;

    /// <summary>Completes when all caches are filled.</summary>
    internal Task Filled => Task.WhenAll(_filled);

    /// <summary>Follows all of them until cancelled.</summary>
    internal Task RunAsync(CancellationToken stopping) => Task.WhenAll(_kinds.Values.Select(watched => watched.Run(stopping)));

    private async Task FollowAsync<T>(ObjectCache<T> cache, Action<T, Action<ObjectName>> map, ListOptions? options, CancellationToken stopping)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        var told = new HashSet<ObjectName>();
        await foreach (var (type, value) in _client.WatchAsync<T>(_namespace, options, stopping))
        {
            switch (type)
            {
                case WatchEventType.Added or WatchEventType.Modified:
                    told.Add(ObjectCache<T>.NameOf(value!));
                    cache.Saw(value!);
                    map(value!, _poke);
                    break;
                case WatchEventType.Deleted:
                    cache.Gone(value!);
                    map(value!, _poke);
                    break;
                case WatchEventType.Synchronized:
                    cache.Synchronized(told).ForEach(lost => map(lost, _poke));
                    told.Clear();
                    break;
                case WatchEventType.Reset:
                    told.Clear();
                    break;
            }
        }
    }
}
