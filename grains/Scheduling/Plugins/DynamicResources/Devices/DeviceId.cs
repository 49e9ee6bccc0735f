namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

/// <summary>A device: unique in the cluster by the three names.</summary>
/// <param name="Driver">The driver that offers it.</param>
/// <param name="Pool">The pool it is of.</param>
/// <param name="Name">Its name in the pool.</param>
internal readonly record struct DeviceId(string Driver, string Pool, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Driver}/{Pool}/{Name}";
}
