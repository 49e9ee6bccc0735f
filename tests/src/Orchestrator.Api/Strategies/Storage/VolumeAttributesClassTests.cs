using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Api.Tests.Strategies.Storage;

public class VolumeAttributesClassTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("storage.k8s.io/v1", "VolumeAttributesClass");

    [Theory]
    [InlineData(""" "driverName":"","parameters":{"a":"b"} """, "driverName: Required value")]
    [InlineData(""" "driverName":"d" """, "parameters: Required value: must contain at least one key/value pair")]
    public void Is_refused_for(string fields, string error) => Create(Kind, Class(fields)).ShouldBe([error]);

    [Fact]
    public void Does_not_change() => Update(
        Kind, Class(""" "driverName":"e","parameters":{"a":"c"} """), Class(""" "driverName":"d","parameters":{"a":"b"} """)).ShouldBe([
            "driverName: Forbidden: updates to driverName are forbidden.",
            "parameters: Forbidden: updates to parameters are forbidden.",
        ]);

    [Fact]
    public void The_table_names_the_driver() => Row(Kind, Class(""" "driverName":"d" """))["DriverName"].ShouldBe("d");

    private static VolumeAttributesClass Class(string fields) =>
        Decode<VolumeAttributesClass>("storage.k8s.io/v1", "VolumeAttributesClass", $$"""{"metadata":{"name":"v"},{{fields}}}""");
}
