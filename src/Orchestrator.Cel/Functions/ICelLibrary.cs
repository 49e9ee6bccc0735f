namespace Orchestrator.Cel.Functions;

/// <summary>Functions that an environment may have.</summary>
public interface ICelLibrary
{
    /// <summary>Declares them.</summary>
    void Declare(CelFunctions functions);
}
