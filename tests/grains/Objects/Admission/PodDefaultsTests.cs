using System.Text.Json.Nodes;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>What admission fills in on pods: priorities, tolerations, runtime classes, topology.</summary>
public sealed class PodDefaultsTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    [Fact]
    public async Task A_pod_without_a_class_has_priority_zero_and_preempts()
    {
        var pod = (await cluster.Subject("pods", "p", await cluster.NamespaceAsync()).CreateAsync(Samples.Pod)).Expect(201);

        pod.At("spec.priority").ShouldBe("0");
        pod.At("spec.preemptionPolicy").ShouldBe("PreemptLowerPriority");
        pod.At("spec.priorityClassName").ShouldBeNull();
    }

    [Fact]
    public async Task A_class_gives_its_value_and_policy()
    {
        (await cluster.Subject("priorityclasses", "urgent", "", "scheduling.k8s.io").CreateAsync("""{"value":7,"preemptionPolicy":"Never"}""")).Expect(201);
        var ns = await cluster.NamespaceAsync();

        var pod = (await cluster.Subject("pods", "p", ns).CreateAsync(Pod("""  "priorityClassName":"urgent"  """))).Expect(201);
        pod.At("spec.priority").ShouldBe("7");
        pod.At("spec.preemptionPolicy").ShouldBe("Never");

        (await cluster.Subject("pods", "q", ns).CreateAsync(Pod(""" "priorityClassName":"urgent","priority":8 """))).ExpectRefusal(403, "Forbidden").ShouldBe(
            "pods \"q\" is forbidden: the integer value of priority (8) must not be provided in pod spec; priority admission controller computed 7 from the given PriorityClass name");
        (await cluster.Subject("pods", "q", ns).CreateAsync(Pod(""" "priorityClassName":"none" """))).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"q\" is forbidden: no PriorityClass with name none was found");
    }

    [Fact]
    public async Task Tolerations_of_nodes_that_fail_are_added_where_nothing_covers_them()
    {
        var ns = await cluster.NamespaceAsync();

        var plain = (await cluster.Subject("pods", "plain", ns).CreateAsync(Samples.Pod)).Expect(201);
        plain["spec"]!["tolerations"]!.ToJsonString().ShouldBe(
            """[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]""");

        var hardy = (await cluster.Subject("pods", "hardy", ns).CreateAsync(Pod(""" "tolerations":[{"operator":"Exists"}] """))).Expect(201);
        hardy["spec"]!["tolerations"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_runtime_class_brings_overhead_and_scheduling()
    {
        (await cluster.Subject("runtimeclasses", "sandboxed", "", "node.k8s.io").CreateAsync(
            """{"handler":"h","overhead":{"podFixed":{"cpu":"250m"}},"scheduling":{"nodeSelector":{"sandbox":"yes"},"tolerations":[{"key":"sandbox","operator":"Exists"}]}}""")).Expect(201);
        var ns = await cluster.NamespaceAsync();

        var pod = (await cluster.Subject("pods", "p", ns).CreateAsync(Pod(""" "runtimeClassName":"sandboxed","nodeSelector":{"disk":"ssd"} """))).Expect(201);
        pod.At("spec.overhead.cpu").ShouldBe("250m");
        pod["spec"]!["nodeSelector"]!.ToJsonString().ShouldBe("""{"disk":"ssd","sandbox":"yes"}""");
        pod["spec"]!["tolerations"]!.AsArray().Select(toleration => toleration!.At("key")).ShouldContain("sandbox");

        (await cluster.Subject("pods", "q", ns).CreateAsync(Pod(""" "runtimeClassName":"sandboxed","nodeSelector":{"sandbox":"no"} """))).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"q\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes; pod.spec.nodeSelector[sandbox] = no");
        (await cluster.Subject("pods", "q", ns).CreateAsync(Pod(""" "runtimeClassName":"absent" """))).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"q\" is forbidden: pod rejected: RuntimeClass \"absent\" not found");
        (await cluster.Subject("pods", "q", ns).CreateAsync(Pod(""" "overhead":{"cpu":"1"} """))).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"q\" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
    }

    [Fact]
    public async Task A_bound_pod_learns_the_zone_of_its_node()
    {
        (await cluster.Subject("nodes", "zoned", "").CreateAsync(
            """{"metadata":{"labels":{"topology.kubernetes.io/zone":"z1","topology.kubernetes.io/region":"r1","kubernetes.io/hostname":"h"}}}""")).Expect(201);
        var pod = cluster.Subject("pods", "p", await cluster.NamespaceAsync());
        (await pod.CreateAsync(Samples.Pod)).Expect(201);

        (await pod.CreateAsync("""{"target":{"kind":"Node","name":"zoned"}}""", subresource: "binding")).Expect(201);

        JsonNode.Parse(pod.Read()!)!["metadata"]!["labels"]!.ToJsonString().ShouldBe("""{"topology.kubernetes.io/region":"r1","topology.kubernetes.io/zone":"z1"}""");
    }

    [Fact]
    public async Task A_new_node_takes_no_pods_before_it_is_ready() =>
        (await cluster.Subject("nodes", "new", "").CreateAsync()).Expect(201)["spec"]!["taints"]!.ToJsonString()
            .ShouldBe("""[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]""");

    private static string Pod(string more) => $$"""{"spec":{ {{more}}, "containers":[{"name":"c","image":"i"}] } }""";
}
