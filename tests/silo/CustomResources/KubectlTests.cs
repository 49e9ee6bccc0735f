using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>The real kubectl, from 1.27 on, with custom resources.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlTests(SiloFixture silo)
{
    private const string Spec = """
        "schedule":{"type":"string","description":"When it runs."},"size":{"type":"integer","default":1},
        "jobs":{"type":"array","items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","description":"What it is called."}}}}
        """;

    private const string Shown = """
        "subresources":{"status":{},"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size"}},
        "additionalPrinterColumns":[{"name":"Schedule","type":"string","jsonPath":".spec.schedule"},{"name":"Size","type":"integer","jsonPath":".spec.size","priority":1}]
        """;

    public static TheoryData<string> Programs => [.. KubectlCommand.Installed.Count == 0 ? [""] : KubectlCommand.Installed];

    [SkippableTheory]
    [MemberData(nameof(Programs))]
    public async Task It_applies_shows_explains_scales_and_deletes_them(string program)
    {
        Skip.If(program.Length == 0, "kubectl is not on PATH");
        var kubectl = new KubectlCommand(silo, program);
        var ns = await silo.NamespaceAsync();
        var group = Definitions.NewGroup();
        var shortName = "ct" + group[..group.IndexOf('.', StringComparison.Ordinal)];
        var definition = Definitions.CronTab(group, Definitions.Version(Spec, Shown), $"\"shortNames\":[\"{shortName}\"],\"categories\":[\"all\"]");
        (await RunAsync(kubectl, definition, "apply", "-f", "-")).ShouldBe($"customresourcedefinition.apiextensions.k8s.io/crontabs.{group} created");
        (await RunAsync(kubectl, null, "wait", "--for=condition=Established", $"crd/crontabs.{group}", "--timeout=10s")).ShouldContain("condition met");

        var body = Definitions.Body(group, "a", "\"spec\":{\"schedule\":\"5 5\",\"jobs\":[{\"name\":\"x\"}]}");
        (await RunAsync(kubectl, body, "apply", "-n", ns, "-f", "-")).ShouldBe($"crontab.{group}/a created");
        (await RunAsync(kubectl, body, "apply", "-n", ns, "-f", "-")).ShouldBe($"crontab.{group}/a unchanged");
        (await RunAsync(kubectl, body.Replace("5 5", "6 6", StringComparison.Ordinal), "apply", "-n", ns, "-f", "-")).ShouldBe($"crontab.{group}/a configured");

        var table = await RunAsync(kubectl, null, "get", shortName, "-n", ns, "-o", "wide");
        table.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["NAME", "SCHEDULE", "SIZE"]);
        table.Split('\n')[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["a", "6 6", "1"]);
        (await RunAsync(kubectl, null, "get", "all", "-n", ns)).ShouldContain($"crontab.{group}/a");
        (await RunAsync(kubectl, null, "explain", "crontabs.spec.jobs.name", $"--api-version={group}/v1")).ShouldContain("What it is called.");
        (await RunAsync(kubectl, null, "scale", $"{shortName}/a", "-n", ns, "--replicas=4")).ShouldContain("scaled");
        (await RunAsync(kubectl, null, "patch", shortName, "a", "-n", ns, "--type=merge", "-p", """{"status":{"size":3}}""", "--subresource=status")).ShouldContain("patched");
        (await RunAsync(kubectl, null, "wait", "--for=jsonpath={.status.size}=3", $"{shortName}/a", "-n", ns, "--timeout=10s")).ShouldContain("condition met");
        (await RunAsync(kubectl, null, "get", shortName, "a", "-n", ns, "-o", "jsonpath={.spec.size}")).ShouldBe("4");
        (await RunAsync(
            kubectl, body.Replace("\"name\":\"a\"", "\"name\":\"s\"", StringComparison.Ordinal), "apply", "--server-side", "-n", ns, "-f", "-")).ShouldBe($"crontab.{group}/s serverside-applied");

        var (code, _, error) = await kubectl.RunAsync(Definitions.Body(group, "b", "\"spec\":{\"nonsense\":1}"), "apply", "-n", ns, "-f", "-");
        code.ShouldNotBe(0);
        error.ShouldContain("unknown field \"spec.nonsense\"");
        (await RunAsync(kubectl, null, "delete", $"crd/crontabs.{group}", "--timeout=20s")).ShouldContain("deleted");
    }

    private static async Task<string> RunAsync(KubectlCommand kubectl, string? input, params string[] arguments)
    {
        var (code, output, error) = await kubectl.RunAsync(input, arguments);
        code.ShouldBe(0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }
}
