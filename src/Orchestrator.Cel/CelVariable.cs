using Orchestrator.Cel.Types;

namespace Orchestrator.Cel;

/// <summary>A name that an expression may use, and the type of what it stands for.</summary>
public readonly record struct CelVariable(string Name, CelType Type);
