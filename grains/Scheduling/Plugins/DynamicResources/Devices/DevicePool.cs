namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

/// <summary>What a driver offers under one name, in as many slices as it says. Only slices of the newest generation count.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Name">The pool's name.</param>
/// <param name="Complete">Whether all of its slices are there. While the driver still writes them, nothing of it is given out.</param>
/// <param name="Duplicate">A device's name that is there twice, which makes the pool invalid; null when there is none.</param>
internal sealed record DevicePool(string Driver, string Name, bool Complete, string? Duplicate)
{
    /// <summary>As errors name it.</summary>
    public string Shown => $"{Driver}/{Name}";
}
