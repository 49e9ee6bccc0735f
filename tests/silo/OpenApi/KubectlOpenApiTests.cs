using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.OpenApi;

/// <summary>What kubectl makes of the documents: whether the server validates fields, how to merge, what there is to explain.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlOpenApiTests(SiloFixture silo)
{
    private const string Misspelt = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"dta":{"k":"v"}}""";

    [SkippableFact]
    public async Task Apply_merges_by_the_schema()
    {
        foreach (var kubectl in Kubectls())
        {
            var ns = await silo.NamespaceAsync();
            Output(await kubectl.RunAsync(Deployment("a:1", "b:1"), "-n", ns, "apply", "-f", "-")).ShouldBe("deployment.apps/web created");
            Output(await kubectl.RunAsync(Deployment("a:1", "b:1"), "-n", ns, "apply", "-f", "-")).ShouldBe("deployment.apps/web unchanged");
            Output(await kubectl.RunAsync(Deployment("a:2", "b:1"), "-n", ns, "apply", "-f", "-")).ShouldBe("deployment.apps/web configured");
            var images = await silo.Api.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/web");
            images.Json.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers").EnumerateArray()
                .Select(container => container.GetProperty("image").GetString()).ShouldBe(["a:2", "b:1"]);
        }
    }

    [SkippableFact]
    public async Task Unknown_fields_are_refused_by_the_server_itself()
    {
        foreach (var kubectl in Kubectls())
        {
            var ns = await silo.NamespaceAsync();
            var (code, _, error) = await kubectl.RunAsync(
                Misspelt, "-n", ns, "create", "--validate=strict", "-f", "-");
            code.ShouldBe(1);
            error.ShouldContain("strict decoding error: unknown field \"dta\"");

            var warned = await kubectl.RunAsync(Misspelt, "-n", ns, "create", "--validate=warn", "-f", "-");
            Output(warned).ShouldBe("configmap/a created");
            warned.Error.ShouldContain("Warning: unknown field \"dta\"");
        }
    }

    [SkippableFact]
    public async Task Explain_shows_fields_and_types()
    {
        foreach (var kubectl in Kubectls())
        {
            var containers = Output(await kubectl.RunAsync(null, "explain", "pod.spec.containers"));
            containers.ShouldContain("FIELD: containers <[]Container>");
            containers.ShouldContain("imagePullPolicy\t<string>");
            containers.ShouldContain("The container's name, unique in the pod.");
            containers.ShouldContain("name\t<string> -required-");
            Output(await kubectl.RunAsync(null, "explain", "deployments.spec.template.spec.volumes.configMap")).ShouldContain("items\t<[]KeyToPath>");
            Output(await kubectl.RunAsync(null, "explain", "service", "--recursive")).ShouldContain("targetPort\t<IntOrString>");
        }
    }

    private static string Output((int Code, string Output, string Error) ran)
    {
        ran.Code.ShouldBe(0, ran.Error);
        return ran.Output;
    }

    private static string Deployment(string first, string second) =>
        $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - {name: first, image: "{{{first}}}"}
              - {name: second, image: "{{{second}}}"}
        """;

    private IEnumerable<KubectlCommand> Kubectls()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        return KubectlCommand.Installed.Select(program => new KubectlCommand(silo, program));
    }
}
