using System.Text;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Tests.Replication;
using static Orchestrator.Ledger.Tests.Objects;

namespace Orchestrator.Ledger.Tests.Indexes;

public sealed class IndexTests : ReplicaFixture
{
    [Fact]
    public async Task Pods_are_found_by_their_node()
    {
        await WriteAsync(OnNode(ChangeType.Created, "a", 0, "n1"));
        using var index = new PodNodeIndex(Replica);
        await WriteAsync(OnNode(ChangeType.Created, "b", 0, ""));
        await WriteAsync(Create(Pod("x") with { Resource = "services" }));
        index.PodsOf("n1").Select(pod => pod.Key.Name).ShouldBe(["a"]);
        index.PodsOf("").Select(pod => pod.Key.Name).ShouldBe(["b"]);

        await WriteAsync(OnNode(ChangeType.Updated, "b", 2, "n1"));
        await WriteAsync(OnNode(ChangeType.Updated, "a", 1, "n1"));
        index.PodsOf("n1").Select(pod => (pod.Key.Name, pod.Revision)).ShouldBe([("a", 5L), ("b", 4L)], ignoreOrder: true);
        index.PodsOf("").ShouldBeEmpty();

        await WriteAsync(OnNode(ChangeType.Deleted, "a", 5, "n1"));
        index.PodsOf("n1").Select(pod => pod.Key.Name).ShouldBe(["b"]);
        index.PodsOf("n2").ShouldBeEmpty();
    }

    [Fact]
    public async Task Dependents_are_found_by_their_owner()
    {
        const string owners = "\"ownerReferences\":[{\"uid\":\"o1\",\"controller\":true},{\"uid\":\"o2\"}],";
        using var index = new OwnerIndex(Replica);
        var service = new ObjectKey("", "services", "default", "s");
        await WriteAsync(Create(Pod("a"), metadata: owners), Create(service, metadata: owners), Create(Pod("free")));

        index.DependentsOf("o2").Select(entry => entry.Key).ShouldBe([Pod("a"), service], ignoreOrder: true);
        index.ControlledBy("o1", Pods).Select(entry => entry.Key).ShouldBe([Pod("a")]);
        index.ControlledBy("o2", Pods).ShouldBeEmpty();

        await WriteAsync(Update(Pod("a"), 1), Delete(service, 2));
        index.DependentsOf("o1").ShouldBeEmpty();
        index.DependentsOf("o2").ShouldBeEmpty();
    }

    private static Mutation OnNode(ChangeType type, string name, long expected, string node) => new(type, Pod(name), expected, Contract.Document.Find(
        Encoding.UTF8.GetBytes($$$"""{"metadata":{"resourceVersion":"REVISION"},"spec":{"containers":[{"nodeName":"no"}],"nodeName":"{{{node}}}"}}""")));
}
