using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Api.Tests.Strategies.Storage;

public class CSIDriverTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("storage.k8s.io/v1", "CSIDriver");

    [Fact]
    public void Is_completed()
    {
        var driver = Driver("{}");
        Create(Kind, driver).ShouldBeEmpty();
        ShouldBeJson(Json(driver)["spec"], """
            {"attachRequired":true,"podInfoOnMount":false,"volumeLifecycleModes":["Persistent"],"storageCapacity":false,
             "fsGroupPolicy":"ReadWriteOnceWithFSType","requiresRepublish":false,"seLinuxMount":false}
            """);
    }

    [Theory]
    [InlineData("""{"fsGroupPolicy":"X"}""", "spec.fsGroupPolicy: Unsupported value: \"X\": supported values: \"File\", \"None\", \"ReadWriteOnceWithFSType\"")]
    [InlineData("""{"volumeLifecycleModes":["X"]}""", "spec.volumeLifecycleModes: Unsupported value: \"X\": supported values: \"Persistent\", \"Ephemeral\"")]
    [InlineData("""{"tokenRequests":[{"audience":"a"},{"audience":"a"}]}""", "spec.tokenRequests[1].audience: Duplicate value: \"a\"")]
    [InlineData("""{"tokenRequests":[{"audience":"a","expirationSeconds":599}]}""", "spec.tokenRequests[0].expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("""{"nodeAllocatableUpdatePeriodSeconds":9}""", "spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9: must be greater than or equal to 10 seconds")]
    public void A_spec_is_refused_for(string spec, string error) => Create(Kind, Driver(spec)).ShouldBe([error]);

    [Fact]
    public void Its_name_is_short() => Create(Kind, Driver("{}", new string('a', 64))).ShouldBe(["name: Too long: may not be more than 63 bytes"]);

    [Theory]
    [InlineData("""{"attachRequired":false}""", "spec.attachedRequired: Invalid value: false: field is immutable")]
    [InlineData("""{"volumeLifecycleModes":["Ephemeral"]}""", "spec.volumeLifecycleModes: Invalid value: [\"Ephemeral\"]: field is immutable")]
    public void Cannot_become(string spec, string error)
    {
        var old = Driver("{}");
        Create(Kind, old);
        Update(Kind, Driver(spec), old).ShouldBe([error]);
    }

    [Fact]
    public void The_table()
    {
        var row = Row(Kind, Driver("""{"tokenRequests":[{"audience":"a"},{"audience":"b"}],"volumeLifecycleModes":["Persistent","Ephemeral"]}"""));
        (row["AttachRequired"], row["TokenRequests"], row["Modes"]).ShouldBe(("true", "a,b", "Persistent,Ephemeral"));
        Row(Kind, Driver("{}"))["TokenRequests"].ShouldBe("<unset>");
    }

    private static CSIDriver Driver(string spec, string name = "d.example.com") =>
        Decode<CSIDriver>("storage.k8s.io/v1", "CSIDriver", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}""");
}
