using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Strategies.Apps;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>Horizontal pod autoscalers.</summary>
public sealed class HorizontalPodAutoscalerStrategy : KindStrategy<HorizontalPodAutoscaler>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<HorizontalPodAutoscaler>(),
        Tables.Columns.Text<HorizontalPodAutoscaler>("Reference", scaler => $"{scaler.Spec.ScaleTargetRef.Kind}/{scaler.Spec.ScaleTargetRef.Name}", "What it scales"),
        Tables.Columns.Text<HorizontalPodAutoscaler>("Targets", MetricText.Of, "What it measures, and what that should be"),
        Tables.Columns.Text<HorizontalPodAutoscaler>("MinPods", scaler => scaler.Spec.MinReplicas is { } minimum ? Invariant.Text(minimum) : "<unset>", "The fewest pods"),
        WorkloadColumns.Count<HorizontalPodAutoscaler>("MaxPods", scaler => scaler.Spec.MaxReplicas, "The most pods"),
        WorkloadColumns.Count<HorizontalPodAutoscaler>("Replicas", scaler => scaler.Status.CurrentReplicas ?? 0, "Pods there are"),
        Tables.Columns.Age<HorizontalPodAutoscaler>(),
    ];

    /// <inheritdoc/>
    protected override void Default(HorizontalPodAutoscaler obj) => AutoscalerDefaults.Spec(obj.Spec);

    /// <inheritdoc/>
    protected override void PrepareForCreate(HorizontalPodAutoscaler obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(HorizontalPodAutoscaler obj, HorizontalPodAutoscaler old, string subresource)
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
    protected override void Validate(HorizontalPodAutoscaler obj, FieldErrors errors) => AutoscalerValidation.Spec(obj.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(HorizontalPodAutoscaler obj, HorizontalPodAutoscaler old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            AutoscalerValidation.Status(obj.Status, errors);
        }
        else
        {
            Validate(obj, errors);
        }
    }
}
