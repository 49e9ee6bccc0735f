using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Schema;

public class TypeSchemasTests
{
    [Fact]
    public void A_field_has_what_patches_and_apply_ask()
    {
        var ports = TypeSchemas.Get("core/v1.ServiceSpec").Find("ports")!;
        ports.ListType.ShouldBe(ListType.Map);
        ports.ListMapKeys.ShouldBe(["port", "protocol"]);
        ports.PatchStrategy.ShouldBe(PatchStrategies.Merge);
        ports.PatchMergeKey.ShouldBe("port");
        var protocol = ports.Value.Items!.Object!.Find("protocol")!;
        protocol.Default.ShouldBe("\"TCP\"");
        protocol.EnumValues.ShouldBe(["SCTP", "TCP", "UDP"]);
        TypeSchemas.Get("core/v1.ServiceSpec").Find("selector")!.Atomic.ShouldBe(true);
        TypeSchemas.Get("meta/v1.LabelSelector").Atomic.ShouldBeTrue();
        TypeSchemas.Get("core/v1.PodSpec").Find("volumes")!.PatchStrategy.ShouldBe(PatchStrategies.Merge | PatchStrategies.RetainKeys);
    }

    [Fact]
    public void Inlined_types_stand_among_the_others_in_json_and_nested_in_protobuf()
    {
        var volume = TypeSchemas.Get("core/v1.Volume");
        volume.Find("emptyDir")!.Value.Object!.Name.ShouldBe("core/v1.EmptyDirVolumeSource");
        volume.Find("name").ShouldNotBeNull();
        volume.Find(2)!.Inline.ShouldBeTrue();
        volume.Find("").ShouldBeNull();
    }

    [Fact]
    public void Unknown_names_have_no_schema()
    {
        TypeSchemas.Find("core/v1.Po").ShouldBeNull();
        Should.Throw<KeyNotFoundException>(() => TypeSchemas.Get("core/v1.Nope"));
        TypeSchemas.Get("core/v1.Pod").Find("nope").ShouldBeNull();
        TypeSchemas.Get("core/v1.Pod").Find(1000).ShouldBeNull();
    }
}
