using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Virtual;

[Collection(SiloCollection.Name)]
public sealed class ComponentStatusTests(SiloFixture silo)
{
    [Fact]
    public async Task The_components_are_listed_as_objects_and_as_a_table()
    {
        var list = (await silo.Api.GetAsync("/api/v1/componentstatuses")).ShouldBe(200);
        list.Kind.ShouldBe("ComponentStatusList");
        list.Names.ShouldBe(["controller-manager", "etcd-0", "scheduler"]);
        list.Headers.GetValues("Warning").ShouldHaveSingleItem().ShouldContain("v1 ComponentStatus is deprecated in v1.19+");
        var table = (await silo.Api.GetAsync("/api/v1/componentstatuses", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")).ShouldBe(200);
        table.Json.GetProperty("rows")[1].GetProperty("cells").ToString().ShouldBe("""["etcd-0","Healthy","ok",""]""");
        (await silo.Api.GetAsync("/api/v1/componentstatuses/scheduler")).ShouldBe(200).Kind.ShouldBe("ComponentStatus");
        (await silo.Api.GetAsync("/api/v1/componentstatuses/other")).ShouldBeStatus(404, "NotFound", "componentstatuses \"other\" not found");
    }
}
