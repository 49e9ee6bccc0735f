using System.Text.RegularExpressions;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clients;

/// <summary>A client and the script that does with it what people do; null when this machine lacks the client.</summary>
/// <param name="Name">The client, with its version.</param>
/// <param name="Program">What runs the script.</param>
/// <param name="Arguments">The script and its arguments, before the namespace.</param>
/// <param name="Environment">What the script is told besides.</param>
internal sealed partial record ClientSuite(string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests/end-to-end/Clients");

    /// <summary>The suites of all clients that are there.</summary>
    public static async Task<IReadOnlyList<ClientSuite>> FindAsync()
    {
        var suites = new List<ClientSuite>();
        foreach (var kubectl in Kubectls())
        {
            var version = await VersionAsync(kubectl, "version", "--client");
            if (suites.TrueForAll(suite => suite.Name != $"kubectl {version}"))
            {
                suites.Add(Bash($"kubectl {version}", "kubectl/suite.sh", kubectl));
            }
        }

        if (CommandLine.Find("helm") is { } helm)
        {
            suites.Add(Bash($"helm {await VersionAsync(helm, "version")}", "helm/suite.sh", helm));
        }

        const string python = "/usr/bin/python3"; // Debian's, which has Debian's packages
        var module = File.Exists(python) ? await CommandLine.RunAsync(python, ["-c", "import kubernetes; print(kubernetes.__version__)"]) : null;
        if (module is { ExitCode: 0 })
        {
            suites.Add(new ClientSuite($"python3-kubernetes {module.Output.Trim()}", python, [Path.Combine(Folder, "python/suite.py")], new Dictionary<string, string>()));
        }

        if (System.Environment.GetEnvironmentVariable("NODE_MODULES") is { Length: > 0 } modules && CommandLine.Find("node") is { } node)
        {
            var package = await CommandLine.RunAsync(node, ["-p", "require(process.argv[1]).version", Path.Combine(modules, "node_modules/@kubernetes/client-node/package.json")]);
            suites.Add(new ClientSuite(
                $"@kubernetes/client-node {package.Succeeded().Trim()}", node, [Path.Combine(Folder, "node/suite.mjs")], new Dictionary<string, string> { ["NODE_MODULES"] = modules }));
        }

        return suites;
    }

    /// <summary>Runs the script against a cluster, in a namespace of its own; returns what it reported.</summary>
    public async Task<ClientReport> RunAsync(Cluster cluster, string ns)
    {
        var home = Directory.CreateTempSubdirectory("orchestrator-client-");
        try
        {
            var environment = new Dictionary<string, string>(Environment) { ["KUBECONFIG"] = Path.Combine(cluster.Data, "kubeconfig"), ["HOME"] = home.FullName };
            var outcome = await CommandLine.RunAsync(Program, [.. Arguments, ns], environment, timeout: Patience);
            return new ClientReport(Name, outcome.Output, outcome.Errors);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static ClientSuite Bash(string name, string script, string program) =>
        new(name, "bash", [Path.Combine(Folder, script), program], new Dictionary<string, string>());

    // the one on PATH, and others beside the file that it is: kubectl.1.29 and so on
    private static IEnumerable<string> Kubectls()
    {
        foreach (var folder in (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Distinct())
        {
            var kubectl = Path.Combine(folder, "kubectl");
            if (File.Exists(kubectl))
            {
                yield return kubectl;
                var real = File.ResolveLinkTarget(kubectl, returnFinalTarget: true)?.FullName ?? kubectl;
                foreach (var other in Directory.GetFiles(Path.GetDirectoryName(real)!, "kubectl.1.*").Order(StringComparer.Ordinal))
                {
                    yield return other;
                }
            }
        }
    }

    private static async Task<string> VersionAsync(string program, params string[] arguments) =>
        Version().Match((await CommandLine.RunAsync(program, arguments)).Succeeded()).Groups["version"].Value;

    [GeneratedRegex(@"\bv(?<version>[0-9]+\.[0-9]+\.[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
