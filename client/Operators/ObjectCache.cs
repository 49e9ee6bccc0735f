using System.Collections.Concurrent;
using System.Globalization;
using Orchestrator.Api.Objects;

namespace Orchestrator.Client.Operators;

/// <summary>
/// The objects of a kind, as a watch tells them and as one's own writes answered: what was written is there when the write has returned. Thread safe.
/// The objects are shared: never change them.
/// </summary>
public sealed class ObjectCache<T>
    where T : class, IKubeObject
{
    private readonly ConcurrentDictionary<ObjectName, T> _objects = new();
    private readonly TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All of them.</summary>
    public IEnumerable<T> All => _objects.Select(static pair => pair.Value);

    /// <summary>Completes when everything that was there at the beginning is in it.</summary>
    public Task Filled => _filled.Task;

    /// <summary>The object of a name, or null.</summary>
    public T? Get(ObjectName name) => _objects.GetValueOrDefault(name);

    /// <summary>Those that an object controls.</summary>
    public IEnumerable<T> ControlledBy(IKubeObject owner) =>
        All.Where(value => value.Metadata.OwnerReferences?.Exists(reference => reference.Controller == true && reference.Uid == owner.Metadata.Uid) == true);

    /// <summary>The name of an object.</summary>
    public static ObjectName NameOf(IKubeObject value) => new(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "");

    /// <summary>An object as it was seen: an older one than is there already is not taken.</summary>
    internal void Saw(T value) => _objects.AddOrUpdate(NameOf(value), value, (_, present) => RevisionOf(value) >= RevisionOf(present) ? value : present);

    /// <summary>It is gone.</summary>
    internal void Gone(T value)
    {
        var name = NameOf(value);
        if (_objects.TryGetValue(name, out var present) && RevisionOf(present) <= RevisionOf(value))
        {
            _objects.TryRemove(new KeyValuePair<ObjectName, T>(name, present));
        }
    }

    /// <summary>Everything that was there has been told; what was not told is gone.</summary>
    /// <returns>What was there and is not any more.</returns>
    internal List<T> Synchronized(HashSet<ObjectName> told)
    {
        var lost = _objects.Where(pair => !told.Contains(pair.Key)).ToList();
        lost.ForEach(pair => _objects.TryRemove(pair));
        _filled.TrySetResult();
        return lost.ConvertAll(static pair => pair.Value);
    }

    private static long RevisionOf(T value) => long.TryParse(value.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
}
