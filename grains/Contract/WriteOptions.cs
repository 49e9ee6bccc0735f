using Orleans;

namespace Orchestrator.Grains.Contract;

/// <summary>The options of a write: the query parameters, and of a delete also what its <c>DeleteOptions</c> body says.</summary>
[GenerateSerializer, Immutable, Alias("WriteOptions")]
public sealed record WriteOptions
{
    /// <summary>No options.</summary>
    public static WriteOptions None { get; } = new();

    /// <summary><c>dryRun=All</c>: answer as if, write nothing.</summary>
    [Id(0)] public bool DryRun { get; init; }

    /// <summary><c>fieldManager</c>.</summary>
    [Id(1)] public string FieldManager { get; init; } = "";

    /// <summary><c>fieldValidation</c>: Ignore, Warn or Strict; empty means Warn, as a real server has it.</summary>
    [Id(2)] public string FieldValidation { get; init; } = "";

    /// <summary><c>force</c>, of server-side apply.</summary>
    [Id(3)] public bool Force { get; init; }

    /// <summary>Delete: Orphan, Background, Foreground, or null for the kind's default. The older <c>orphanDependents</c> is folded in.</summary>
    [Id(4)] public string? PropagationPolicy { get; init; }

    /// <summary>Delete: the grace period in seconds, or null for the object's default.</summary>
    [Id(5)] public long? GracePeriodSeconds { get; init; }

    /// <summary>The uid that the object must have.</summary>
    [Id(6)] public string? PreconditionUid { get; init; }

    /// <summary>The resourceVersion that the object must have.</summary>
    [Id(7)] public string? PreconditionResourceVersion { get; init; }
}
