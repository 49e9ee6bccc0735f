using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Objects.Admission.PodSecurity;
using Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>The Pod Security Standards, rule by rule and version by version, and how namespaces ask for them.</summary>
public sealed class PodSecurityTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    private const string Hardened =
        """ "securityContext":{"allowPrivilegeEscalation":false,"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"},"capabilities":{"drop":["ALL"]}} """;

    [Theory]
    [InlineData(""" "hostNetwork":true,"hostPID":true """, "", "host namespaces (hostNetwork=true, hostPID=true)")]
    [InlineData(""" "volumes":[{"name":"v","hostPath":{"path":"/"}}] """, "", "hostPath volumes (volume \"v\")")]
    [InlineData("", """ "ports":[{"containerPort":1,"hostPort":80},{"containerPort":2,"hostPort":443}] """, "hostPort (container \"c\" uses hostPorts 443, 80)")]
    [InlineData("", """ "securityContext":{"privileged":true} """, "privileged (container \"c\" must not set securityContext.privileged=true)")]
    [InlineData("", """ "securityContext":{"capabilities":{"add":["SYS_ADMIN","CHOWN"]}} """, "non-default capabilities (container \"c\" must not include \"SYS_ADMIN\" in securityContext.capabilities.add)")]
    [InlineData("", """ "securityContext":{"procMount":"Unmasked"} """, "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")")]
    [InlineData(""" "securityContext":{"seccompProfile":{"type":"Unconfined"}} """, "", "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")")]
    [InlineData(""" "securityContext":{"sysctls":[{"name":"kernel.msgmax","value":"1"},{"name":"net.ipv4.tcp_rmem","value":"1"}]} """, "", "forbidden sysctls (kernel.msgmax)")]
    [InlineData(""" "securityContext":{"seLinuxOptions":{"type":"evil_t","user":"u"}} """, "", "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"evil_t\"; user may not be set)")]
    [InlineData(""" "securityContext":{"appArmorProfile":{"type":"Unconfined"}} """, "", "forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")")]
    [InlineData(""" "securityContext":{"windowsOptions":{"hostProcess":true}} """, "", "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)")]
    [InlineData("", """ "livenessProbe":{"httpGet":{"host":"10.0.0.1","port":80}} """, "probe or lifecycle host (container \"c\" uses probe or lifecycle host \"10.0.0.1\")")]
    public void Baseline_refuses(string spec, string container, string why) => Evaluate("baseline", LevelVersion.Latest, spec, container).ShouldBe(why);

    [Theory]
    [InlineData("", "")]
    [InlineData(""" "securityContext":{"seLinuxOptions":{"type":"container_engine_t"},"sysctls":[{"name":"net.ipv4.tcp_wmem","value":"1"}]} """, "")]
    [InlineData(""" "hostUsers":false """, """ "securityContext":{"procMount":"Unmasked","capabilities":{"add":["NET_BIND_SERVICE"]}} """)]
    public void Baseline_allows(string spec, string container) => Evaluate("baseline", LevelVersion.Latest, spec, container).ShouldBeNull();

    [Theory]
    [InlineData(30, """ "securityContext":{"seLinuxOptions":{"type":"container_engine_t"}} """, "", true)]
    [InlineData(31, """ "securityContext":{"seLinuxOptions":{"type":"container_engine_t"}} """, "", false)]
    [InlineData(26, """ "securityContext":{"sysctls":[{"name":"net.ipv4.ip_local_reserved_ports","value":"1"}]} """, "", true)]
    [InlineData(27, """ "securityContext":{"sysctls":[{"name":"net.ipv4.ip_local_reserved_ports","value":"1"}]} """, "", false)]
    [InlineData(33, "", """ "livenessProbe":{"tcpSocket":{"host":"h","port":80}} """, false)]
    [InlineData(34, "", """ "livenessProbe":{"tcpSocket":{"host":"h","port":80}} """, true)]
    [InlineData(34, """ "hostUsers":false """, """ "securityContext":{"procMount":"Unmasked"} """, true)]
    [InlineData(18, """ "securityContext":{"seccompProfile":{"type":"Unconfined"}} """, "", false)]
    public void A_version_is_judged_by_its_own_rules(int minor, string spec, string container, bool refused) =>
        (Evaluate("baseline", minor, spec, container) is not null).ShouldBe(refused);

    [Fact]
    public void Restricted_says_everything_at_once() => Evaluate("restricted", LevelVersion.Latest, """ "hostIPC":true """, "").ShouldBe(
        "host namespaces (hostIPC=true), "
        + "allowPrivilegeEscalation != false (container \"c\" must set securityContext.allowPrivilegeEscalation=false), "
        + "unrestricted capabilities (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"]), "
        + "runAsNonRoot != true (pod or container \"c\" must set securityContext.runAsNonRoot=true), "
        + "seccompProfile (pod or container \"c\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")");

    [Theory]
    [InlineData(""" "volumes":[{"name":"a","hostPath":{"path":"/"}},{"name":"b","nfs":{"server":"s","path":"/"}}] """, Hardened, "restricted volume types (volumes \"a\", \"b\" use restricted volume types \"hostPath\", \"nfs\")")]
    [InlineData(""" "securityContext":{"runAsUser":0} """, Hardened, "runAsUser=0 (pod must not set runAsUser=0)")]
    [InlineData(""" "securityContext":{"runAsNonRoot":false} """, Hardened, "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)")]
    [InlineData(""" "hostUsers":false,"securityContext":{"runAsUser":0} """, Hardened, null)]
    [InlineData(""" "volumes":[{"name":"a","emptyDir":{}},{"name":"b","projected":{"sources":[]}},{"name":"c","csi":{"driver":"d"}}] """, Hardened, null)]
    public void Restricted_judges(string spec, string container, string? why) => Evaluate("restricted", LevelVersion.Latest, spec, container).ShouldBe(why);

    [Fact]
    public void Windows_is_spared_what_it_does_not_know() => Evaluate(
            "restricted", LevelVersion.Latest, """ "os":{"name":"windows"},"securityContext":{"runAsNonRoot":true} """, "")
        .ShouldBeNull();

    [Fact]
    public async Task Enforcing_refuses_pods_and_warns_of_workloads()
    {
        var ns = await cluster.NamespaceAsync("""{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline","pod-security.kubernetes.io/enforce-version":"v1.30"}}}""");
        const string Template = """{"spec":{"hostPID":true,"containers":[{"name":"c","image":"i"}]}}""";

        (await cluster.Subject("pods", "p", ns).CreateAsync(Template)).ExpectRefusal(403, "Forbidden")
            .ShouldBe("pods \"p\" is forbidden: violates PodSecurity \"baseline:v1.30\": host namespaces (hostPID=true)");
        (await cluster.Subject("pods", "q", ns).CreateAsync(Samples.Pod)).Expect(201);

        var deployment = await cluster.Subject("deployments", "d", ns, "apps").CreateAsync(
            Samples.Deployment.Replace("\"containers\"", "\"hostPID\":true,\"containers\"", StringComparison.Ordinal));
        deployment.Expect(201);
        deployment.Warnings.ShouldBe(["would violate PodSecurity \"baseline:v1.30\": host namespaces (hostPID=true)"]);
    }

    [Fact]
    public async Task Warning_lets_pods_in()
    {
        var ns = await cluster.NamespaceAsync("""{"metadata":{"labels":{"pod-security.kubernetes.io/warn":"restricted"}}}""");

        var pod = await cluster.Subject("pods", "p", ns).CreateAsync(Samples.Pod);

        pod.Expect(201);
        pod.Warnings.ShouldHaveSingleItem().ShouldStartWith("would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"web\" must set");
    }

    [Fact]
    public async Task A_namespace_that_becomes_stricter_names_the_pods_that_would_not_get_in()
    {
        var ns = await cluster.NamespaceAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            (await cluster.Subject("pods", name, ns).CreateAsync("""{"spec":{"hostNetwork":true,"containers":[{"name":"c","image":"i"}]}}""")).Expect(201);
        }

        (await cluster.Subject("pods", "d", ns).CreateAsync("""{"spec":{"containers":[{"name":"c","image":"i","securityContext":{"privileged":true}}]}}""")).Expect(201);

        var labelled = await cluster.Namespace(ns).PatchAsync("""{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline"}}}""");
        labelled.Expect(200);
        labelled.Warnings.ShouldBe(
            [$"existing pods in namespace \"{ns}\" violate the new PodSecurity enforce level \"baseline:latest\"", "a (and 2 other pods): host namespaces", "d: privileged"]);
    }

    [Fact]
    public async Task Labels_must_make_sense()
    {
        var wrong = await cluster.Namespace("wrong").CreateAsync("""{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"tight","pod-security.kubernetes.io/warn-version":"1.2"}}}""");

        wrong.ExpectRefusal(422, "Invalid").ShouldBe(
            "Namespace \"wrong\" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"tight\": must be one of privileged, baseline, restricted, "
            + "metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: \"1.2\": must be \"latest\" or \"v1.x\"]");
    }

    private static string? Evaluate(string level, int minor, string spec, string container)
    {
        var json = $$"""{"spec":{ {{spec}}{{(spec.Length > 0 ? "," : "")}} "containers":[{"name":"c","image":"i"{{(container.Length > 0 ? "," : "")}}{{container}} }] } }""";
        var pod = JsonModel.Read<Pod>(Encoding.UTF8.GetBytes(json));
        return PolicyEvaluator.Violations(new LevelVersion(Enum.Parse<PodSecurityLevel>(level, ignoreCase: true), minor), new PodView(pod.Metadata, pod.Spec))?.Detail;
    }
}
