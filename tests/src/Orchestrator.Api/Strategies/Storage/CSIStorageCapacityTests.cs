using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Api.Tests.Strategies.Storage;

public class CSIStorageCapacityTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("storage.k8s.io/v1", "CSIStorageCapacity");

    [Theory]
    [InlineData(""" "storageClassName":"a","capacity":"-1" """, "capacity: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData(""" "storageClassName":"a","maximumVolumeSize":"-1" """, "maximumVolumeSize: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData(""" "storageClassName":"a","nodeTopology":{"matchExpressions":[{"key":"a","operator":"X"}]} """, "nodeTopology.matchExpressions[0].operator: Invalid value: \"X\": not a valid selector operator")]
    public void Is_refused_for(string fields, string error) => Create(Kind, Capacity(fields)).ShouldBe([error]);

    [Fact]
    public void What_it_is_about_stays() => Update(
        Kind, Capacity(""" "storageClassName":"b","nodeTopology":{} """), Capacity(""" "storageClassName":"a","nodeTopology":{"matchLabels":{"z":"1"}} """)).ShouldBe([
            "nodeTopology: Invalid value: {}: field is immutable",
            "storageClassName: Invalid value: \"b\": field is immutable",
        ]);

    [Fact]
    public void The_table_shows_the_room()
    {
        Row(Kind, Capacity(""" "storageClassName":"a","capacity":"1Gi" """))["Capacity"].ShouldBe("1Gi");
        Row(Kind, Capacity(""" "storageClassName":"a" """))["Capacity"].ShouldBe("<unset>");
    }

    private static CSIStorageCapacity Capacity(string fields) =>
        Decode<CSIStorageCapacity>("storage.k8s.io/v1", "CSIStorageCapacity", $$"""{"metadata":{"name":"c","namespace":"d"},{{fields}}}""");
}
