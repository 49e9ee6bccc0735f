namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>A silo for tests of admission, each in a namespace of its own.</summary>
public sealed class AdmissionCluster : TestCluster
{
    private int _namespaces;

    /// <summary>A new namespace with a service account <c>default</c>.</summary>
    public async Task<string> NamespaceAsync(string json = "{}")
    {
        var name = $"ns-{Interlocked.Increment(ref _namespaces)}";
        (await Namespace(name).CreateAsync(json)).Expect(201);
        (await Subject("serviceaccounts", "default", name).CreateAsync()).Expect(201);
        return name;
    }

    /// <summary>Creates a quota.</summary>
    public async Task QuotaAsync(string ns, string name, string hard, string more = "") =>
        (await Subject("resourcequotas", name, ns).CreateAsync($$"""{"spec":{"hard":{{hard}}{{more}} } }""")).Expect(201);
}
