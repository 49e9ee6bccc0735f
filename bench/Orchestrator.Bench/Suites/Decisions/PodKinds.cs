using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Bench.Suites.Decisions;

/// <summary>The pods that decisions are measured with; those that mind each other come in groups of 50, as of a workload.</summary>
internal static class PodKinds
{
    public const string Host = "kubernetes.io/hostname";
    public const string Zone = "topology.kubernetes.io/zone";
    private const int Group = 50;

    /// <summary>With requests only.</summary>
    public static Pod Plain(int number) => Make(number, _ => { });

    /// <summary>As the default spread of pods that belong to a workload.</summary>
    public static Pod SoftSpread(int number) => Make(
        number, spec => spec.TopologySpreadConstraints = [Constraint(number, Host, "ScheduleAnyway", 3), Constraint(number, Zone, "ScheduleAnyway", 5)]);

    /// <summary>No two of a group on a node, and evenly over the zones.</summary>
    public static Pod Apart(int number) => Make(number, spec =>
    {
        spec.TopologySpreadConstraints = [Constraint(number, Zone, "DoNotSchedule", 1)];
        spec.Affinity = new Affinity { PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [new() { TopologyKey = Host, LabelSelector = Selector(number) }] } };
    });

    private static TopologySpreadConstraint Constraint(int number, string key, string when, int skew) =>
        new() { TopologyKey = key, MaxSkew = skew, WhenUnsatisfiable = when, LabelSelector = Selector(number) };

    private static LabelSelector Selector(int number) => new() { MatchLabels = new() { ["app"] = App(number) } };

    private static string App(int number) => $"group{number / Group}";

    private static Pod Make(int number, Action<PodSpec> also)
    {
        var requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("10m"), ["memory"] = Quantity.Parse("16Mi") };
        var spec = new PodSpec { Containers = [new Container { Name = "main", Image = "example.org/bench/main:1.0", Resources = new() { Requests = requests } }] };
        also(spec);
        return new Pod { Metadata = new ObjectMeta { Name = $"p{number}", Namespace = "default", Uid = $"uid-{number}", Labels = new() { ["app"] = App(number) } }, Spec = spec };
    }
}
