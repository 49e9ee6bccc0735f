using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Tests.Scheduling.Properties;

/// <summary>Makes nodes and pods at random, alike enough to get in each other's way.</summary>
internal sealed class RandomCluster(Random random)
{
    private static readonly string[] Apps = ["web", "db", "cache"];
    private static readonly string[] Keys = ["kubernetes.io/hostname", "zone", "rack"];
    private static readonly string[] Operators = ["In", "NotIn", "Exists", "DoesNotExist"];

    public void Node(SchedulerFixture cluster, string name) => cluster.Node(name, cpu: 500 * random.Next(1, 8), memory: random.Next(1, 8) * (512L << 20), pods: random.Next(3, 12), also: node =>
    {
        var labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name, ["disk"] = Chance(0.5) ? "ssd" : "hdd" };
        if (Chance(0.9))
        {
            labels["zone"] = "z" + random.Next(3);
        }

        if (Chance(0.7))
        {
            labels["rack"] = "r" + random.Next(5);
        }

        node.Labels = labels;
        node.Taints = Chance(0.15) ? [new("dedicated", "x", "NoSchedule")] : Chance(0.2) ? [new("soft", "y", "PreferNoSchedule")] : [];
    });

    public Pod Pod(string name)
    {
        var spec = new PodSpec
        {
            Containers =
            [
                new Container
                {
                    Name = "c",
                    Image = "i",
                    Resources = new ResourceRequirements { Requests = new() { ["cpu"] = Quantity.Parse($"{random.Next(1, 6) * 50}m"), ["memory"] = Quantity.Parse($"{random.Next(1, 5) * 32}Mi") } },
                },
            ],
            Tolerations = Chance(0.3) ? [new() { Key = "dedicated", Operator = "Exists" }] : null,
            NodeSelector = Chance(0.1) ? new() { ["disk"] = "ssd" } : null,
            TopologySpreadConstraints = Many(0.35, () => new TopologySpreadConstraint
            {
                TopologyKey = Key(),
                MaxSkew = random.Next(1, 3),
                WhenUnsatisfiable = Chance(0.5) ? "DoNotSchedule" : "ScheduleAnyway",
                LabelSelector = Selector(),
                NodeTaintsPolicy = Chance(0.3) ? "Honor" : null,
                NodeAffinityPolicy = Chance(0.3) ? "Ignore" : null,
            }),
            Affinity = new Affinity
            {
                PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = Many(0.15, Term), PreferredDuringSchedulingIgnoredDuringExecution = Many(0.2, Weighted) },
                PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = Many(0.2, Term), PreferredDuringSchedulingIgnoredDuringExecution = Many(0.2, Weighted) },
                NodeAffinity = Chance(0.2) ? new()
                {
                    PreferredDuringSchedulingIgnoredDuringExecution = [new() { Weight = random.Next(1, 100), Preference = new() { MatchExpressions = [new() { Key = "disk", Operator = "In", Values = ["ssd"] }] } }],
                } : null,
            },
        };
        foreach (var constraint in (spec.TopologySpreadConstraints ?? []).Where(c => c.WhenUnsatisfiable == "DoNotSchedule" && Chance(0.3)))
        {
            constraint.MinDomains = random.Next(1, 5);
        }

        return new Pod { Metadata = new ObjectMeta { Name = name, Namespace = Chance(0.8) ? "a" : "b", Labels = new() { ["app"] = App(), ["tier"] = "t" + random.Next(2) } }, Spec = spec };
    }

    public bool Chance(double probability) => random.NextDouble() < probability;

    private string App() => Apps[random.Next(Apps.Length)];

    private string Key() => Keys[random.Next(Keys.Length)];

    private WeightedPodAffinityTerm Weighted() => new() { Weight = random.Next(1, 100), PodAffinityTerm = Term() };

    private PodAffinityTerm Term() => new()
    {
        TopologyKey = Key(),
        LabelSelector = Selector(),
        Namespaces = Chance(0.2) ? ["a", "b"] : null,
        NamespaceSelector = Chance(0.15) ? new LabelSelector() : null,
        MatchLabelKeys = Chance(0.2) ? ["tier"] : null,
    };

    private LabelSelector Selector()
    {
        if (Chance(0.7))
        {
            return new LabelSelector { MatchLabels = new() { ["app"] = App() } };
        }

        var op = Operators[random.Next(Operators.Length)];
        return new LabelSelector { MatchExpressions = [new() { Key = "app", Operator = op, Values = op is "In" or "NotIn" ? [App(), App()] : null }] };
    }

    private List<T>? Many<T>(double probability, Func<T> make)
    {
        var list = new List<T>();
        while (list.Count < 2 && Chance(probability))
        {
            list.Add(make());
        }

        return list.Count == 0 ? null : list;
    }
}
