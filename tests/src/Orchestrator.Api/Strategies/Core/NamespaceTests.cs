using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class NamespaceTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "Namespace");

    [Fact]
    public void A_new_one_is_active_labelled_and_has_its_finalizer()
    {
        var ns = Namespace("""{"metadata":{"name":"a"},"status":{"phase":"Terminating"}}""");
        Create(Kind, ns).ShouldBeEmpty();
        ShouldBeJson(
            Json(ns),
            """{"metadata":{"name":"a","labels":{"kubernetes.io/metadata.name":"a"}},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}""");
    }

    [Fact]
    public void Its_name_is_a_label() => Create(Kind, Namespace("""{"metadata":{"name":"a.b"}}""")).ShouldBe(["metadata.name: Invalid value: \"a.b\": must not contain dots"]);

    [Fact]
    public void It_is_in_no_namespace() =>
        Create(Kind, Namespace("""{"metadata":{"name":"a","namespace":"b"}}""")).ShouldBe(["metadata.namespace: Forbidden: not allowed on this type"]);

    [Fact]
    public void Only_finalize_changes_its_finalizers()
    {
        var old = Namespace("""{"metadata":{"name":"a"},"spec":{"finalizers":["kubernetes"]}}""");
        var changed = Namespace("""{"metadata":{"name":"a"},"spec":{}}""");
        Update(Kind, changed, old).ShouldBeEmpty();
        changed.Spec.Finalizers.ShouldBe(["kubernetes"]);
        changed = Namespace("""{"metadata":{"name":"a"},"spec":{}}""");
        Update(Kind, changed, old, "finalize").ShouldBeEmpty();
        changed.Spec.Finalizers.ShouldBeNull();
    }

    [Fact]
    public void It_terminates_only_when_deleted() =>
        Update(Kind, Namespace("""{"metadata":{"name":"a"},"status":{"phase":"Terminating"}}"""), Namespace("""{"metadata":{"name":"a"}}"""), "status")
            .ShouldBe(["status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"]);

    private static Namespace Namespace(string json) => Decode<Namespace>("v1", "Namespace", json);
}
