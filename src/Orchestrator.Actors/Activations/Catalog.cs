using System.Collections.Concurrent;
using Orchestrator.Actors.Calls;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Actors.Activations;

/// <summary>The activations of this silo, at most one for each grain.</summary>
internal sealed class Catalog(GrainRuntime runtime)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private volatile bool _stopping;

    /// <summary>How many grains are in memory.</summary>
    public int Count => _activations.Count;

    /// <summary>The activation of a grain; makes it if there is none.</summary>
    /// <exception cref="SiloUnavailableException">There is none, and the silo is stopping.</exception>
    public Activation GetOrActivate(GrainId id)
    {
        if (_activations.TryGetValue(id, out var activation))
        {
            return activation;
        }

        if (_stopping)
        {
            throw new SiloUnavailableException($"Grain {id} is not activated: the silo is stopping.");
        }

        var fresh = new Activation(runtime, runtime.Manifest.GetClass(id.Type), id);
        activation = _activations.GetOrAdd(id, fresh);
        if (ReferenceEquals(activation, fresh))
        {
            fresh.Start();
        }

        return activation;
    }

    /// <summary>Takes out an activation that ends.</summary>
    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    /// <summary>Deactivates all and waits for it; activates nothing from now on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        while (!_activations.IsEmpty)
        {
            var ends = new List<Task>(_activations.Count);
            foreach (var (_, activation) in _activations)
            {
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping."));
                ends.Add(activation.Deactivated);
            }

            await Task.WhenAll(ends).WaitAsync(cancellationToken);
        }
    }
}
