using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Jobs.</summary>
public sealed class JobStrategy : KindStrategy<Job>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => JobColumns.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Job, string>> SelectableFields { get; } = new Dictionary<string, Func<Job, string>>
    {
        ["status.successful"] = job => Invariant.Text(job.Status.Succeeded ?? 0),
    };

    /// <inheritdoc/>
    public override string UnknownField(string field) => $"field label \"{field}\" not supported for batchv1.Job";

    /// <inheritdoc/>
    protected override void Default(Job obj) => JobDefaults.Job(obj);

    /// <inheritdoc/>
    protected override void PrepareForCreate(Job obj)
    {
        obj.Status = new();
        GeneratedSelector.Set(obj);
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Job obj, Job old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Job obj, FieldErrors errors)
    {
        GeneratedSelector.Validate(obj, errors);
        JobValidation.Job(obj.Spec, errors);
        IndexedJobRules.Hostnames(obj, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Job obj, Job old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            JobUpdateValidation.Status(obj.Status, errors);
            JobStatusRules.Validate(obj, old, errors);
            return;
        }

        JobValidation.Job(obj.Spec, errors);
        JobUpdateValidation.Spec(obj, old, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Job obj, Job? old)
    {
        var warnings = PodWarnings.ForTemplate(obj.Spec.Template, old?.Spec.Template, FieldPath.Of("spec", "template"), old is null ? obj.Metadata.Name : null);
        return obj.Spec is { CompletionMode: JobDefaults.Indexed, Completions: > 100_000, Parallelism: > 10_000 }
            ? [.. warnings, "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail"]
            : warnings;
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(Job obj, Job old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
