using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Node.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Nodes;

/// <summary>Classes of container runtimes (<c>node.k8s.io</c>).</summary>
public sealed class RuntimeClassStrategy : KindStrategy<RuntimeClass>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<RuntimeClass>(),
        Tables.Columns.Text<RuntimeClass>("Handler", c => c.Handler, "What nodes call the runtime"),
        Tables.Columns.Age<RuntimeClass>(),
    ];

    /// <inheritdoc/>
    protected override void Validate(RuntimeClass obj, FieldErrors errors)
    {
        errors.Invalid(FieldPath.Of("handler"), obj.Handler, NameRules.Dns1123Label(obj.Handler));
        if (obj.Overhead?.PodFixed is { } overhead)
        {
            ResourceRules.Validate(new ResourceRequirements { Limits = overhead }, new PodSpec(), errors, FieldPath.Of("overhead", "podFixed"));
        }

        if (obj.Scheduling is { } scheduling)
        {
            var path = FieldPath.Of("scheduling");
            MetadataRules.Labels(scheduling.NodeSelector, errors, path.Child("nodeSelector"));
            Tolerations(scheduling.Tolerations ?? [], errors, path.Child("tolerations"));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RuntimeClass obj, RuntimeClass old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        FieldRules.Immutable(obj.Handler, old.Handler, errors, FieldPath.Of("handler"));
    }

    private static void Tolerations(List<Toleration> tolerations, FieldErrors errors, FieldPath path)
    {
        TolerationRules.Validate(tolerations, errors, path);
        var known = new HashSet<(string?, string?, string?, string?)>();
        for (var i = 0; i < tolerations.Count; i++)
        {
            var toleration = tolerations[i];
            if (!known.Add((toleration.Key, toleration.Operator, toleration.Value, toleration.Effect)))
            {
                errors.Duplicate(path.Index(i), FieldRules.Json(toleration));
            }
        }
    }
}
