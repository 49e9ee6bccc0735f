using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies.FlowControl;
using static Orchestrator.Api.Strategies.FlowControl.MandatoryFlowControl;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>
/// The flow schemas and priority levels that a real server of this level begins with. Those that are suggestions say so in an annotation,
/// which lets an administrator take them over.
/// </summary>
internal sealed class SystemFlowControl : ISystemObjectSource
{
    private const string ApiGroup = "flowcontrol.apiserver.k8s.io";
    private const string AutoUpdate = "apf.kubernetes.io/autoupdate-spec";
    private const string SystemNamespace = "kube-system";
    private static readonly List<string> ElectionVerbs = ["get", "create", "update"];

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects { get; } =
    [
        Level("exempt", () => MandatoryFlowControl.Level("exempt")!),
        Level("catch-all", () => MandatoryFlowControl.Level("catch-all")!),
        Level("system", () => Queue(shares: 30, lendable: 33, queues: 64, hand: 6, length: 50)),
        Level("node-high", () => Queue(shares: 40, lendable: 25, queues: 64, hand: 6, length: 50)),
        Level("leader-election", () => Queue(shares: 10, lendable: 0, queues: 16, hand: 4, length: 50)),
        Level("workload-high", () => Queue(shares: 40, lendable: 50, queues: 128, hand: 6, length: 50)),
        Level("workload-low", () => Queue(shares: 100, lendable: 90, queues: 128, hand: 6, length: 50)),
        Level("global-default", () => Queue(shares: 20, lendable: 50, queues: 128, hand: 6, length: 50)),

        Schema("exempt", () => MandatoryFlowControl.Schema("exempt")!),
        Schema("probes", Probes),
        Schema("system-leader-election", () => Election(100, User("system:kube-controller-manager"), User("system:kube-scheduler"), Accounts())),
        Schema("endpoint-controller", EndpointController),
        Schema("workload-leader-election", () => Election(200, Accounts())),
        Schema("system-node-high", NodeHigh),
        Schema("system-nodes", () => Everything("system", 500, "ByUser", Group("system:nodes"))),
        Schema("kube-controller-manager", () => Everything("workload-high", 800, "ByNamespace", User("system:kube-controller-manager"))),
        Schema("kube-scheduler", () => Everything("workload-high", 800, "ByNamespace", User("system:kube-scheduler"))),
        Schema("kube-system-service-accounts", () => Everything("workload-high", 900, "ByNamespace", Accounts())),
        Schema("service-accounts", () => Everything("workload-low", 9000, "ByUser", Group("system:serviceaccounts"))),
        Schema("global-default", () => Everything("global-default", 9900, "ByUser", Group("system:unauthenticated"), Group("system:authenticated"))),
        Schema("catch-all", () => MandatoryFlowControl.Schema("catch-all")!),
    ];

    private static SystemObject Level(string name, Func<PriorityLevelConfigurationSpec> spec) => new(
        new ObjectKey(ApiGroup, "prioritylevelconfigurations", "", name),
        () => new PriorityLevelConfiguration { Metadata = Metadata(name), Spec = spec() });

    private static SystemObject Schema(string name, Func<FlowSchemaSpec> spec) => new(
        new ObjectKey(ApiGroup, "flowschemas", "", name), () => new FlowSchema { Metadata = Metadata(name), Spec = spec() });

    private static ObjectMeta Metadata(string name) => new() { Name = name, Annotations = new() { [AutoUpdate] = "true" } };

    private static PriorityLevelConfigurationSpec Queue(int shares, int lendable, int queues, int hand, int length) => new()
    {
        Type = "Limited",
        Limited = new()
        {
            NominalConcurrencyShares = shares,
            LendablePercent = lendable,
            LimitResponse = new() { Type = "Queue", Queuing = new() { Queues = queues, HandSize = hand, QueueLengthLimit = length } },
        },
    };

    private static FlowSchemaSpec Of(string level, int precedence, string? distinguisher, PolicyRulesWithSubjects rule) => new()
    {
        PriorityLevelConfiguration = new() { Name = level },
        MatchingPrecedence = precedence,
        DistinguisherMethod = distinguisher is null ? null : new() { Type = distinguisher },
        Rules = [rule],
    };

    private static FlowSchemaSpec Probes() => Of("exempt", 2, null, new()
    {
        Subjects = [Group("system:unauthenticated"), Group("system:authenticated")],
        NonResourceRules = [new() { Verbs = ["get"], NonResourceURLs = ["/healthz", "/readyz", "/livez"] }],
    });

    private static FlowSchemaSpec Election(int precedence, params List<Subject> subjects) => Of("leader-election", precedence, "ByUser", new()
    {
        Subjects = subjects,
        ResourceRules = [Rule(ElectionVerbs, "coordination.k8s.io", ["leases"], ["*"])],
    });

    private static FlowSchemaSpec EndpointController() => Of("workload-high", 150, "ByUser", new()
    {
        Subjects = [User("system:kube-controller-manager"), Account("endpoint-controller"), Account("endpointslicemirroring-controller")],
        ResourceRules = [Rule(ElectionVerbs, "", ["endpoints"], ["*"])],
    });

    private static FlowSchemaSpec NodeHigh() => Of("node-high", 400, "ByUser", new()
    {
        Subjects = [Group("system:nodes")],
        ResourceRules =
        [
            Rule(["*"], "", ["nodes", "nodes/status"], ["*"], cluster: true),
            Rule(["*"], "coordination.k8s.io", ["leases"], ["*"]),
        ],
    });

    private static ResourcePolicyRule Rule(List<string> verbs, string group, List<string> resources, List<string> namespaces, bool cluster = false) =>
        new() { Verbs = verbs, ApiGroups = [group], Resources = resources, Namespaces = namespaces, ClusterScope = cluster ? true : null };

    private static Subject User(string name) => new() { Kind = "User", User = new() { Name = name } };

    private static Subject Accounts() => Account("*");

    private static Subject Account(string name) => new() { Kind = "ServiceAccount", ServiceAccount = new() { Name = name, Namespace = SystemNamespace } };
}
