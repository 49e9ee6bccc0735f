using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Component statuses: made when they are asked for, never stored.</summary>
public sealed class ComponentStatusStrategy : KindStrategy<ComponentStatus>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ComponentStatus>(),
        Tables.Columns.Text<ComponentStatus>("Status", status => Healthy(status)?.Status switch { "True" => "Healthy", "False" => "Unhealthy", _ => "Unknown" }, "How the component is"),
        Tables.Columns.Text<ComponentStatus>("Message", status => Healthy(status)?.Message ?? "", "What it says"),
        Tables.Columns.Text<ComponentStatus>("Error", status => Healthy(status)?.Error ?? "", "What is wrong with it"),
    ];

    private static ComponentCondition? Healthy(ComponentStatus status) => status.Conditions?.Find(condition => condition.Type == "Healthy");
}
