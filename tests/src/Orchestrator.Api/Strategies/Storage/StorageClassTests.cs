using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Api.Tests.Strategies.Storage;

public class StorageClassTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("storage.k8s.io/v1", "StorageClass");

    [Fact]
    public void Is_completed()
    {
        var c = Class(""" "provisioner":"Example.com/disk" """);
        Create(Kind, c).ShouldBeEmpty();
        (c.ReclaimPolicy, c.VolumeBindingMode).ShouldBe(("Delete", "Immediate"));
    }

    [Theory]
    [InlineData(""" "provisioner":"" """, "provisioner: Required value")]
    [InlineData(""" "provisioner":"p","reclaimPolicy":"Recycle" """, "reclaimPolicy: Unsupported value: \"Recycle\": supported values: \"Delete\", \"Retain\"")]
    [InlineData(""" "provisioner":"p","volumeBindingMode":"Late" """, "volumeBindingMode: Unsupported value: \"Late\": supported values: \"Immediate\", \"WaitForFirstConsumer\"")]
    [InlineData(""" "provisioner":"p","parameters":{"":"x"} """, "parameters: Invalid value: \"\": field can not be empty.")]
    [InlineData(""" "provisioner":"p","allowedTopologies":[{"matchLabelExpressions":[{"key":"zone","values":[]}]}] """, "allowedTopologies[0].matchLabelExpressions[0].values: Required value")]
    [InlineData(""" "provisioner":"p","allowedTopologies":[{"matchLabelExpressions":[{"key":"zone","values":["a","a"]}]}] """, "allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: \"a\"")]
    [InlineData(""" "provisioner":"p","allowedTopologies":[{"matchLabelExpressions":[{"key":"z","values":["a","b"]}]},{"matchLabelExpressions":[{"key":"z","values":["b","a"]}]}] """, "allowedTopologies[1].matchLabelExpressions: Duplicate value: \"\"")]
    public void Is_refused_for(string fields, string error) => Create(Kind, Class(fields)).ShouldBe([error]);

    [Theory]
    [InlineData(""" "provisioner":"p","parameters":{"a":"c"} """, "parameters: Forbidden: updates to parameters are forbidden.")]
    [InlineData(""" "provisioner":"q","parameters":{"a":"b"} """, "provisioner: Forbidden: updates to provisioner are forbidden.")]
    [InlineData(""" "provisioner":"p","parameters":{"a":"b"},"reclaimPolicy":"Retain" """, "reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.")]
    [InlineData(""" "provisioner":"p","parameters":{"a":"b"},"volumeBindingMode":"WaitForFirstConsumer" """, "volumeBindingMode: Invalid value: \"WaitForFirstConsumer\": field is immutable")]
    public void Cannot_become(string fields, string error)
    {
        var old = Class(""" "provisioner":"p","parameters":{"a":"b"} """);
        Create(Kind, old).ShouldBeEmpty();
        Update(Kind, Class(fields), old).ShouldBe([error]);
    }

    [Fact]
    public void The_table_marks_the_default()
    {
        var c = Class(""" "provisioner":"p" """);
        Row(Kind, c)["Name"].ShouldBe("s");
        c.Metadata.Annotations = new() { ["storageclass.kubernetes.io/is-default-class"] = "true" };
        var row = Row(Kind, c);
        (row["Name"], row["ReclaimPolicy"], row["VolumeBindingMode"], row["AllowVolumeExpansion"]).ShouldBe(("s (default)", "Delete", "Immediate", "false"));
    }

    private static StorageClass Class(string fields) => Decode<StorageClass>("storage.k8s.io/v1", "StorageClass", $$"""{"metadata":{"name":"s"},{{fields}}}""");
}
