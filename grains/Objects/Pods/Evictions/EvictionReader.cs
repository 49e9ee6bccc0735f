using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Writing;
using GroupKind = Orchestrator.Api.Objects.GroupKind;

namespace Orchestrator.Grains.Objects.Pods.Evictions;

/// <summary>Reads an eviction and how it wants the pod to be deleted.</summary>
internal static class EvictionReader
{
    private static readonly string[] Policies = ["Foreground", "Background", "Orphan"];

    /// <summary>The eviction of the request's body.</summary>
    public static Eviction Read(WriteContext context)
    {
        Eviction eviction;
        try
        {
            eviction = JsonModel.Read<Eviction>(context.Request.Body);
        }
        catch (JsonDecodeException e)
        {
            throw new ApiException(StatusFactory.BadRequest($"Eviction in version \"v1\" cannot be handled as a Eviction: {e.Message}"));
        }

        if (eviction.Metadata.Name is { Length: > 0 } name && name != context.Key.Name)
        {
            throw new ApiException(StatusFactory.BadRequest("name in URL does not match name in Eviction object"));
        }

        RequestMetadata.MatchPath(context, eviction.Metadata);
        return eviction;
    }

    /// <summary>The options of the deletion. A dry run is asked for by the query, by the eviction's own options, or by both alike.</summary>
    public static WriteOptions DeletionOf(WriteContext context, Eviction eviction)
    {
        var asked = eviction.DeleteOptions ?? new DeleteOptions();
        Validate(asked);
        var byQuery = context.Request.Options.DryRun;
        return new WriteOptions
        {
            DryRun = byQuery || asked.DryRun is { Count: > 0 },
            GracePeriodSeconds = asked.GracePeriodSeconds,
            PropagationPolicy = asked.PropagationPolicy ?? (asked.OrphanDependents is { } orphan ? (orphan ? "Orphan" : "Background") : null),
            PreconditionUid = asked.Preconditions?.Uid,
            PreconditionResourceVersion = asked.Preconditions?.ResourceVersion,
        };
    }

    private static void Validate(DeleteOptions options)
    {
        var errors = new FieldErrors();
        if (options is { OrphanDependents: not null, PropagationPolicy: not null })
        {
            errors.Invalid(FieldPath.Of("propagationPolicy"), options.PropagationPolicy, "orphanDependents and deletionPropagation cannot be both set");
        }

        if (options.PropagationPolicy is { } policy && Array.IndexOf(Policies, policy) < 0)
        {
            errors.NotSupported(FieldPath.Of("propagationPolicy"), policy, [.. Policies, "nil"]);
        }

        foreach (var value in options.DryRun ?? [])
        {
            if (value != "All")
            {
                errors.NotSupported(FieldPath.Of("dryRun"), value, ["All"]);
            }
        }

        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(new GroupKind("meta.k8s.io", "DeleteOptions"), "", errors));
        }
    }
}
