using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Tables;
using LabelSelector = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Columns that tables of everything with a pod template share.</summary>
internal static class WorkloadColumns
{
    public static TableColumn<T> Containers<T>(Func<T, PodTemplateSpec?> template, int priority = 1)
        where T : class, IKubeObject =>
        new("Containers", (obj, _) => Join(template(obj), container => container.Name), Priority: priority, Description: "The names of the template's containers");

    public static TableColumn<T> Images<T>(Func<T, PodTemplateSpec?> template, int priority = 1)
        where T : class, IKubeObject =>
        new("Images", (obj, _) => Join(template(obj), container => container.Image), Priority: priority, Description: "The images of the template's containers");

    public static TableColumn<T> Selector<T>(Func<T, LabelSelector?> selector)
        where T : class, IKubeObject => Columns.Wide<T>("Selector", obj => selector(obj).ToText(), "Which pods are its own");

    /// <summary>A count in a column that is declared as text, as some of a real server's are.</summary>
    public static TableColumn<T> Count<T>(string name, Func<T, long> count, string description)
        where T : class, IKubeObject => new(name, (obj, _) => count(obj), Description: description);

    private static string Join(PodTemplateSpec? template, Func<Container, string?> part) => string.Join(',', template?.Spec.Containers.Select(part) ?? []);
}
