namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>A plugin of the scheduler. What it does is said by the extension points (the other interfaces of this folder) that it implements; see the README beside this file.</summary>
internal interface IPlugin
{
    /// <summary>Its name, as in a <c>KubeSchedulerConfiguration</c>.</summary>
    string Name { get; }
}
