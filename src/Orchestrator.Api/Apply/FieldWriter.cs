using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>Who writes an object's fields, and how.</summary>
/// <param name="Manager">The manager's name.</param>
/// <param name="ApiVersion">The version in which it writes: <c>apps/v1</c>.</param>
/// <param name="Subresource">The subresource through which it writes; empty for the object itself.</param>
/// <param name="Ignored">The fields that such a write does not change, whatever it says; all below them too.</param>
/// <param name="Schema">The kind's fields.</param>
/// <param name="Now">Now, in whole seconds.</param>
public readonly record struct FieldWriter(string Manager, string ApiVersion, string Subresource, FieldSet Ignored, TypeSchema Schema, DateTime Now)
{
    /// <summary>The name of a manager that does not say who it is.</summary>
    public const string UnknownManager = "unknown";

    internal ManagedEntry Entry(string operation, FieldSet set) =>
        new(Manager.Length == 0 ? UnknownManager : Manager, operation, Subresource, ApiVersion, Now, set);
}
