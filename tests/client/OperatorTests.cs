using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Reconciling;
using Orchestrator.Client.Operators;

namespace Orchestrator.Client.Tests;

/// <summary>An operator written with the SDK, against the real server.</summary>
public sealed class OperatorTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly KubeClient _client = server.Client;

    [Fact]
    public async Task It_makes_what_is_missing_mends_what_changes_and_says_why_it_waits()
    {
        using var stopping = new CancellationTokenSource();
        await _client.CreateAsync(new Namespace { Metadata = new() { Name = "operated" } });
        await CreateAsync("before", "2");
        var copies = new CopyController(_client);
        var running = copies.RunAsync(stopping.Token);

        await BecomesAsync("before", ["before-0", "before-1"]);
        await CreateAsync("after", "1");
        await BecomesAsync("after", ["after-0"]);

        // what it owns is put back, and what is too much is taken away
        await _client.DeleteAsync<ConfigMap>("operated", "before-1");
        await BecomesAsync("before", ["before-0", "before-1"]);
        await _client.PatchAsync<Secret>("operated", "before", KubePatch.Merge("""{"stringData":{"copies":"1"}}"""));
        await BecomesAsync("before", ["before-0"]);

        // an object that it fails for keeps nobody else waiting
        await CreateAsync("bad", "many");
        await CreateAsync("good", "1");
        await BecomesAsync("good", ["good-0"]);
        await UntilAsync(() => copies.Explain(new("operated", "bad")).EndsWith("times: the copies are no number", StringComparison.Ordinal), "the failure is told");
        await UntilAsync(() => copies.Explain(new("operated", "good")) == "1 of 1 copies are there", "the decision is told");
        copies.Doubled.ShouldBe(0, "it sees what it has written itself");

        await stopping.CancelAsync();
        await running.WaitAsync(Patience);
    }

    private Task<Secret> CreateAsync(string name, string copies) =>
        _client.CreateAsync(new Secret { Metadata = new() { Name = name, Namespace = "operated", Labels = new() { ["copied"] = "yes" } }, StringData = new() { ["copies"] = copies } });

    private async Task BecomesAsync(string owner, string[] names)
    {
        using var patience = new CancellationTokenSource(Patience);
        var there = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var (type, map) in _client.WatchAsync<ConfigMap>("operated", cancellationToken: patience.Token))
        {
            if (map?.Metadata.Name is { } name && name.StartsWith(owner + "-", StringComparison.Ordinal))
            {
                _ = type == WatchEventType.Deleted ? there.Remove(name) : there.Add(name);
            }

            if (there.SetEquals(names))
            {
                return;
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var end = TimeProvider.System.GetUtcNow() + Patience; !condition(); await timer.WaitForNextTickAsync())
        {
            TimeProvider.System.GetUtcNow().ShouldBeLessThan(end, what);
        }
    }

    /// <summary>Keeps as many config maps of a secret as it asks for.</summary>
    private sealed class CopyController(KubeClient client) : Controller<Secret>(client, "operated")
    {
        private ObjectCache<ConfigMap> _maps = null!;

        public int Doubled { get; private set; }

        protected override void Watch(OperatorWatches watches) => _maps = watches.Owned<ConfigMap>();

        protected override async Task<ReconcileResult> ReconcileAsync(Secret value, CancellationToken cancellationToken)
        {
            if (value.Metadata.Labels?.ContainsKey("copied") != true)
            {
                return ReconcileResult.Done;
            }

            if (!int.TryParse(System.Text.Encoding.UTF8.GetString(value.Data!["copies"]), out var wanted))
            {
                throw new FormatException("the copies are no number");
            }

            var present = _maps.ControlledBy(value).ToDictionary(map => map.Metadata.Name!, StringComparer.Ordinal);
            for (var i = 0; i < wanted; i++)
            {
                if (!present.Remove($"{value.Metadata.Name}-{i}"))
                {
                    await MakeAsync(value, $"{value.Metadata.Name}-{i}", cancellationToken);
                }
            }

            foreach (var name in present.Keys)
            {
                await Client.DeleteAsync<ConfigMap>("operated", name, cancellationToken: cancellationToken);
            }

            return ReconcileResult.Done.Because($"{_maps.ControlledBy(value).Count()} of {wanted} copies are there");
        }

        private async Task MakeAsync(Secret owner, string name, CancellationToken cancellationToken)
        {
            try
            {
                await CreateAsync(new ConfigMap { Metadata = new() { Name = name, Namespace = "operated", OwnerReferences = [ReferenceTo(owner)] } }, cancellationToken);
            }
            catch (KubeException exists) when (exists.IsConflict)
            {
                Doubled++;
                throw;
            }
        }
    }
}
