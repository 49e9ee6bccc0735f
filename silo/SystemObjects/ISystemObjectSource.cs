namespace Orchestrator.Silo.SystemObjects;

/// <summary>Knows some of the objects that must exist before the silo serves. Register one for each feature that has any.</summary>
internal interface ISystemObjectSource
{
    /// <summary>The objects. Asked at every start, so it only names them; <see cref="SystemObject.Make"/> does the rest for those that are missing.</summary>
    IEnumerable<SystemObject> Objects { get; }
}
