using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Networking.V1;

namespace Orchestrator.Api.Tests.Strategies.Networking;

public class IngressTests : StrategyTest
{
    private const string Backend = """ "backend":{"service":{"name":"s","port":{"number":80}}} """;
    private static readonly KindDescriptor Kind = Find("networking.k8s.io/v1", "Ingress");

    [Theory]
    [InlineData("{}", "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified")]
    [InlineData("""{"defaultBackend":{}}""", "spec.defaultBackend: Invalid value: \"\": resource or service backend is required")]
    [InlineData("""{"defaultBackend":{"service":{"name":"s","port":{}}}}""", "spec.defaultBackend: Required value: port name or number is required")]
    [InlineData("""{"defaultBackend":{"service":{"name":"","port":{"number":1}}}}""", "spec.defaultBackend.service.name: Required value")]
    [InlineData("""{"defaultBackend":{"service":{"name":"s","port":{"number":1,"name":"a"}}}}""", "spec.defaultBackend: Invalid value: \"\": cannot set both port name & port number")]
    [InlineData("""{"defaultBackend":{"service":{"name":"s","port":{"number":70000}}}}""", "spec.defaultBackend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("""{"defaultBackend":{"resource":{"kind":"a/b","name":""}}}""", "spec.defaultBackend.resource.kind: Invalid value: \"a/b\": may not contain '/'|spec.defaultBackend.resource.name: Required value")]
    [InlineData("""{"defaultBackend":{"resource":{"kind":"a","name":"b"},"service":{"name":"s"}}}""", "spec.defaultBackend: Invalid value: \"\": cannot set both resource and service backends")]
    [InlineData("""{"rules":[{"host":"10.0.0.1"}]}""", "spec.rules[0].host: Invalid value: \"10.0.0.1\": must be a DNS name, not an IP address")]
    [InlineData("""{"rules":[{"http":{"paths":[]}}]}""", "spec.rules[0].http.paths: Required value")]
    [InlineData("""{"rules":[{"http":{"paths":[{"path":"/","BACKEND"}]}}]}""", "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified")]
    [InlineData("""{"rules":[{"http":{"paths":[{"path":"a","pathType":"Exact","BACKEND"}]}}]}""", "spec.rules[0].http.paths[0].path: Invalid value: \"a\": must be an absolute path")]
    [InlineData("""{"rules":[{"http":{"paths":[{"path":"/a//b/.","pathType":"Prefix","BACKEND"}]}}]}""", "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b/.\": must not contain '//'|spec.rules[0].http.paths[0].path: Invalid value: \"/a//b/.\": cannot end with '/.'")]
    [InlineData("""{"rules":[{"http":{"paths":[{"path":"/","pathType":"Other","BACKEND"}]}}]}""", "spec.rules[0].http.paths[0].pathType: Unsupported value: \"Other\": supported values: \"Exact\", \"ImplementationSpecific\", \"Prefix\"")]
    [InlineData("""{"rules":[{}],"tls":[{"secretName":"A"}]}""", "spec.tls[0].secretName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("""{"rules":[{"host":"a.*.b"}]}""", "spec.rules[0].host: Invalid value: \"a.*.b\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Ingress(spec)).ShouldBe(errors.Split('|'));

    [Theory]
    [InlineData("""{"rules":[{"host":"*.example.com","http":{"paths":[{"path":"/a","pathType":"Prefix","BACKEND"}]}}],"tls":[{"hosts":["*.example.com"],"secretName":"s"}],"ingressClassName":"c"}""")]
    [InlineData("""{"rules":[{"http":{"paths":[{"pathType":"ImplementationSpecific","BACKEND"}]}}]}""")]
    public void Is_accepted(string spec) => Create(Kind, Ingress(spec)).ShouldBeEmpty();

    [Fact]
    public void The_old_annotation_must_agree_on_create_only()
    {
        var ingress = Ingress("""{"rules":[{}],"ingressClassName":"a"}""");
        ingress.Metadata.Annotations = new() { ["kubernetes.io/ingress.class"] = "b" };
        Create(Kind, ingress).ShouldBe(["annotations.kubernetes.io/ingress.class: Invalid value: \"b\": must match `ingressClassName` when both are specified"]);
        Update(Kind, ingress, Ingress("""{"rules":[{}]}""")).ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_name_that_was_let_in_may_stay()
    {
        const string Spec = """{"rules":[{}],"tls":[{"secretName":"A"}]}""";
        Update(Kind, Ingress(Spec), Ingress(Spec)).ShouldBeEmpty();
    }

    [Fact]
    public void Status_and_spec_are_written_apart_and_a_spec_counts()
    {
        var old = Ingress("""{"rules":[{}]}""");
        Create(Kind, old);
        old.Metadata.Generation.ShouldBe(1);
        var changed = Ingress("""{"rules":[{},{}]}""");
        Update(Kind, changed, old).ShouldBeEmpty();
        changed.Metadata.Generation.ShouldBe(2);
        var status = Ingress("""{"rules":[{},{}]}""", """{"loadBalancer":{"ingress":[{"ip":"1.2.3"},{"hostname":"1.2.3.4"}]}}""");
        Update(Kind, status, old, "status").ShouldBe([
            "status.loadBalancer.ingress[0].ip: Invalid value: \"1.2.3\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
            "status.loadBalancer.ingress[1].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address",
        ]);
        status.Spec.Rules!.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"ingressClassName":"c","rules":[{"host":"a"},{"host":"b"},{"host":"c"},{"host":"d"}],"tls":[{}]}""", "c", "a,b,c + 1 more...", "80, 443")]
    [InlineData("""{"rules":[{}]}""", "<none>", "*", "80")]
    public void The_table(string spec, string className, string hosts, string ports)
    {
        var row = Row(Kind, Ingress(spec, """{"loadBalancer":{"ingress":[{"ip":"2.2.2.2"},{"hostname":"a.b"},{"ip":"1.1.1.1"}]}}"""));
        (row["Class"], row["Hosts"], row["Address"], row["Ports"]).ShouldBe((className, hosts, "1.1.1.1,2.2.2.2,a.b", ports));
    }

    private static Ingress Ingress(string spec, string status = "{}") => Decode<Ingress>(
        "networking.k8s.io/v1", "Ingress", $$"""{"metadata":{"name":"i","namespace":"default"},"spec":{{spec.Replace("\"BACKEND\"", Backend)}},"status":{{status}}}""");
}
