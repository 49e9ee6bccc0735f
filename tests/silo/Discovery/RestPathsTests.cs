using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Api.Tests.Fixtures;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Discovery;

/// <summary>Every path and verb of a real server's generally available APIs, and of the one beta API that is served here, is served, or is named here.</summary>
[Collection(SiloCollection.Name)]
public sealed partial class RestPathsTests(SiloFixture silo)
{
    /// <summary>What comes later.</summary>
    private static readonly string[] Later = [];

    [SkippableFact]
    public async Task Are_all_served()
    {
        Skip.If(FactsFolder.Path is null, "the folder of Kubernetes API facts (../shared/kubernetes-api or KUBERNETES_API_FACTS) is missing");
        using var facts = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(FactsFolder.Path!, "rest-1.35.json")));
        var missing = new List<string>();
        foreach (var path in facts.RootElement.EnumerateObject().Where(path => Available().IsMatch(path.Name)))
        {
            foreach (var operation in path.Value.EnumerateArray())
            {
                var verb = operation.GetProperty("verb").GetString()!;
                var served = await IsServedAsync(verb, path.Name);
                if (!served && !Later.Contains($"{verb} {path.Name}"))
                {
                    missing.Add($"{verb} {path.Name}");
                }
            }
        }

        missing.ShouldBeEmpty();
    }

    // A dry run, with a body that is good for nothing: whatever the answer, it is not that there is no such path or verb.
    private async Task<bool> IsServedAsync(string verb, string path)
    {
        var at = path.Replace("{namespace}", "default", StringComparison.Ordinal).Replace("{name}", "none", StringComparison.Ordinal).Replace("{path}", "p", StringComparison.Ordinal);
        var body = verb is "post" or "put" or "patch" ? "{}"u8.ToArray() : null;
        var type = verb == "patch" ? "application/merge-patch+json" : "application/json";
        var answer = await silo.Api.SendAsync(new HttpMethod(verb.ToUpperInvariant()), at + "?dryRun=All", body, type, null);
        return answer.Code switch
        {
            405 => false,
            404 => verb is "head" or "options" || (answer.ContentType.StartsWith("application/json", StringComparison.Ordinal)
                && answer.Json.TryGetProperty("details", out var details) && details.TryGetProperty("name", out _)),
            _ => true,
        };
    }

    [GeneratedRegex("^/(api|apis/[^/]+)/v[0-9]+/.|^/apis/storagemigration.k8s.io/v1beta1/.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Available();
}
