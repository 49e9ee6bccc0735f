namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

public class PodDefaultsTests : PodTest
{
    [Fact]
    public void A_minimal_pod_becomes_what_a_real_server_makes_of_it()
    {
        var pod = Pod("""{"containers":[{"name":"c","image":"nginx"}]}""");
        Create(pod).ShouldBeEmpty();
        ShouldBeJson(Json(pod)["spec"], """
            {"containers":[{"name":"c","image":"nginx","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
             "imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},
             "schedulerName":"default-scheduler","enableServiceLinks":true}
            """);
        ShouldBeJson(Json(pod)["status"], """{"phase":"Pending","qosClass":"BestEffort"}""");
        pod.Metadata.Generation.ShouldBe(1);
    }

    [Theory]
    [InlineData("nginx", "Always")]
    [InlineData("nginx:latest", "Always")]
    [InlineData("nginx:1.27", "IfNotPresent")]
    [InlineData("registry:5000/nginx", "Always")]
    [InlineData("registry:5000/nginx:1", "IfNotPresent")]
    [InlineData("nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000", "IfNotPresent")]
    [InlineData("nginx:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000", "IfNotPresent")]
    public void The_pull_policy_follows_the_tag(string image, string policy)
    {
        var pod = Pod($$"""{"containers":[{"name":"c","image":"{{image}}"}]}""");
        Create(pod).ShouldBeEmpty();
        pod.Spec.Containers[0].ImagePullPolicy.ShouldBe(policy);
    }

    [Fact]
    public void Requests_follow_from_limits()
    {
        var pod = WithContainer("""
            "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}}
            """);
        Create(pod).ShouldBeEmpty();
        pod.Spec.Containers[0].Resources.Requests!["memory"].ToString().ShouldBe("1Gi");
        pod.Spec.Containers[0].Resources.Requests!["cpu"].ToString().ShouldBe("500m");
    }

    [Fact]
    public void Probes_ports_and_environment_are_completed()
    {
        var pod = WithContainer("""
            "ports":[{"containerPort":80}],"livenessProbe":{"httpGet":{"port":80}},"readinessProbe":{"grpc":{"port":1}},
            "env":[{"name":"N","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]
            """);
        Create(pod).ShouldBeEmpty();
        var container = Json(pod)["spec"]!["containers"]![0]!;
        ShouldBeJson(container["ports"], """[{"containerPort":80,"protocol":"TCP"}]""");
        ShouldBeJson(
            container["livenessProbe"],
            """{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}""");
        ShouldBeJson(container["readinessProbe"]!["grpc"], """{"port":1,"service":""}""");
        ShouldBeJson(container["env"]![0]!["valueFrom"], """{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}""");
    }

    [Fact]
    public void Volumes_are_completed()
    {
        var pod = WithContainer("", """
            "volumes":[{"name":"a"},{"name":"b","secret":{"secretName":"s"}},{"name":"c","configMap":{"name":"m"}},{"name":"d","hostPath":{"path":"/x"}},
            {"name":"e","projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}}]
            """);
        Create(pod).ShouldBeEmpty();
        ShouldBeJson(Json(pod)["spec"]!["volumes"], """
            [{"name":"a","emptyDir":{}},{"name":"b","secret":{"secretName":"s","defaultMode":420}},{"name":"c","configMap":{"name":"m","defaultMode":420}},
             {"name":"d","hostPath":{"path":"/x","type":""}},
             {"name":"e","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3600,"path":"token"}}],"defaultMode":420}}]
            """);
    }

    [Fact]
    public void In_the_hosts_network_ports_are_the_hosts()
    {
        var pod = WithContainer(""" "ports":[{"containerPort":80}] """, """ "hostNetwork":true """);
        Create(pod).ShouldBeEmpty();
        pod.Spec.Containers[0].Ports![0].HostPort.ShouldBe(80);
    }

    [Theory]
    [InlineData("{}", "BestEffort")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"}}""", "Guaranteed")]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}}""", "Burstable")]
    [InlineData("""{"requests":{"cpu":"500m"}}""", "Burstable")]
    [InlineData("""{"limits":{"cpu":"1"}}""", "Burstable")]
    public void The_quality_of_service_follows_from_resources(string resources, string quality)
    {
        var pod = WithContainer($"\"resources\":{resources}");
        Create(pod).ShouldBeEmpty();
        pod.Status.QosClass.ShouldBe(quality);
    }

    [Fact]
    public void What_a_client_says_of_the_status_is_dropped()
    {
        var pod = Pod("""{"containers":[{"name":"c","image":"i"}]}""", """{"phase":"Running","podIP":"1.2.3.4"}""");
        Create(pod).ShouldBeEmpty();
        ShouldBeJson(Json(pod)["status"], """{"phase":"Pending","qosClass":"BestEffort"}""");
    }
}
