namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>A pod was to have a name that another had before it. The number is known by now, so the next look finds another.</summary>
internal sealed class NameGivenException(string name, Exception refusal) : Exception($"a pod {name} has come and gone already", refusal);
