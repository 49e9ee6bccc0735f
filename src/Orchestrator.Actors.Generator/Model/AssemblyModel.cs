namespace Orchestrator.Actors.Generator.Model;

/// <summary>The assembly that is compiled, and those it refers to that have a manifest.</summary>
internal sealed record AssemblyModel(string Name, EquatableList<string> References);
