using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Kinds;

public class KindRegistryTests
{
    private readonly KindRegistry _kinds = KindRegistry.BuiltIn();

    [Fact]
    public void Every_kind_is_built_in_and_has_a_schema()
    {
        _kinds.All.Count.ShouldBe(67);
        foreach (var kind in _kinds.All)
        {
            kind.Schema.Find("metadata").ShouldNotBeNull();
            kind.Decode("{}"u8.ToArray()).ShouldBeOfType(kind.Codec.ObjectType);
        }
    }

    [Fact]
    public void A_kind_is_found_by_path_by_name_and_by_resource()
    {
        _kinds.TryGet("apps", "v1", "deployments", out var deployments).ShouldBeTrue();
        deployments.ShouldBe(_kinds.TryGetKind("apps/v1", "Deployment"));
        deployments.ShouldBe(_kinds.TryGet(new GroupResource("apps", "deployments")));
        deployments!.ShortNames.ShouldBe(["deploy"]);
        deployments.Categories.ShouldBe(["all"]);
        deployments.Verbs.ShouldBe(["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]);
        deployments.Subresource("scale").ShouldBe(new SubresourceDescriptor("scale", "autoscaling", "v1", "Scale", deployments.Subresource("scale")!.Verbs));
        _kinds.TryGet("apps", "v1beta1", "deployments", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_resource_is_stored_in_one_version()
    {
        _kinds.TryGet("autoscaling", "v1", "horizontalpodautoscalers", out var v1).ShouldBeTrue();
        v1!.IsStorageVersion.ShouldBeFalse();
        _kinds.TryGet(v1.GroupResource)!.Version.ShouldBe("v2");
    }

    [Fact]
    public void Custom_kinds_come_and_go()
    {
        var changes = 0;
        _kinds.Changed += (_, _) => changes++;
        var before = _kinds.All;
        var resource = new GroupResource("x.io", "foos");
        _kinds.Set(new KindDescriptor
        {
            Group = "x.io",
            Version = "v1",
            Kind = "Foo",
            Resource = "foos",
            Singular = "foo",
            ListKind = "FooList",
            Namespaced = true,
            Codec = KindCodec.Unstructured,
            SchemaFactory = static () => new TypeSchema("x.io/v1.Foo", []),
        });
        _kinds.TryGet(resource)!.ApiVersion.ShouldBe("x.io/v1");
        before.Count.ShouldBe(67);
        _kinds.Remove(resource);
        _kinds.TryGet(resource).ShouldBeNull();
        changes.ShouldBe(2);
    }

    [Fact]
    public void Two_kinds_of_one_name_are_refused_and_change_nothing()
    {
        var pod = _kinds.TryGetKind("v1", "Pod")!;
        Should.Throw<ArgumentException>(() => _kinds.Set(pod with { Resource = "pods2" }));
        _kinds.All.Count.ShouldBe(67);
    }
}
