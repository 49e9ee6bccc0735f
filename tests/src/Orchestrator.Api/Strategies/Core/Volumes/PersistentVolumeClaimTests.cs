using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Values;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core.Volumes;

public class PersistentVolumeClaimTests : StrategyTest
{
    private const string Base = "\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}";

    private static readonly KindDescriptor Kind = Find("v1", "PersistentVolumeClaim");

    [Fact]
    public void Has_defaults()
    {
        var claim = Created(Base);
        (claim.Spec.VolumeMode, claim.Status.Phase, claim.Metadata.Generation).ShouldBe(("Filesystem", "Pending", null));
    }

    [Fact]
    public void Its_data_sources_say_the_same()
    {
        var claim = Created(Base + ""","dataSource":{"kind":"PersistentVolumeClaim","name":"other"}""");
        (claim.Spec.DataSourceRef!.Kind, claim.Spec.DataSourceRef.Name).ShouldBe(("PersistentVolumeClaim", "other"));
        var populated = Created(Base + ""","dataSourceRef":{"apiGroup":"a.b","kind":"Populator","name":"p"}""");
        populated.Spec.DataSource!.Name.ShouldBe("p");
        Created(Base + ""","dataSource":{"apiGroup":"a.b","kind":"Populator","name":"p"}""").Spec.DataSource.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}", "spec.accessModes: Required value: at least 1 access mode is required")]
    [InlineData("\"accessModes\":[\"X\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}", "spec.accessModes: Unsupported value: \"X\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\"")]
    [InlineData("\"accessModes\":[\"ReadWriteOncePod\",\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}", "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes")]
    [InlineData("\"accessModes\":[\"ReadWriteOnce\"]", "spec.resources[storage]: Required value")]
    [InlineData("\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"0\"}}", "spec.resources[storage]: Invalid value: \"0\": must be greater than zero")]
    [InlineData(Base + ",\"volumeMode\":\"X\"", "spec.volumeMode: Unsupported value: \"X\": supported values: \"Block\", \"Filesystem\"")]
    [InlineData(Base + ""","dataSource":{"kind":"PersistentVolumeClaim","name":"a"},"dataSourceRef":{"kind":"PersistentVolumeClaim","name":"b"}""", "spec: Invalid value: \"spec.dataSource\": must match dataSourceRef")]
    [InlineData(Base + ""","dataSourceRef":{"kind":"Pod","name":"b"}""", "spec.dataSourceRef: Invalid value: \"Pod\": must be 'PersistentVolumeClaim' when referencing the default apiGroup")]
    public void Is_refused_for(string spec, string error) => Create(Kind, Claim(spec)).ShouldContain(error);

    [Fact]
    public void A_bound_claim_grows()
    {
        var old = Created(Base + ",\"volumeName\":\"v\"");
        old.Status = new() { Phase = "Bound", Capacity = new() { ["storage"] = Quantity.Parse("1Gi") } };
        var larger = Base.Replace("1Gi", "2Gi", StringComparison.Ordinal) + ",\"volumeName\":\"v\"";
        var smaller = Base.Replace("1Gi", "512Mi", StringComparison.Ordinal) + ",\"volumeName\":\"v\"";
        Update(Kind, Claim(larger), old).ShouldBeEmpty();
        Update(Kind, Claim(smaller), old).ShouldBe(["spec.resources.requests.storage: Forbidden: field can not be less than status.capacity"]);
    }

    [Fact]
    public void A_pending_claim_does_not_change_but_to_be_bound()
    {
        var old = Created(Base);
        Update(Kind, Claim(Base + ",\"volumeName\":\"v\",\"storageClassName\":\"standard\""), old).ShouldBeEmpty();
        Update(Kind, Claim(Base.Replace("1Gi", "2Gi", StringComparison.Ordinal)), old).Single().ShouldStartWith(
            "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n");
    }

    [Fact]
    public void Its_row()
    {
        var claim = Created(Base + ",\"storageClassName\":\"fast\"");
        var row = Row(Kind, claim);
        (row["Status"], row["Volume"], row["Capacity"], row["Access Modes"], row["StorageClass"], row["VolumeAttributesClass"]).ShouldBe(("Pending", "", "", "", "fast", "<unset>"));
        claim.Spec.VolumeName = "v";
        claim.Status = new() { Phase = "Bound", AccessModes = ["ReadOnlyMany", "ReadWriteOnce"], Capacity = new() { ["storage"] = Quantity.Parse("1Gi") } };
        row = Row(Kind, claim);
        (row["Status"], row["Volume"], row["Capacity"], row["Access Modes"], row["VolumeMode"]).ShouldBe(("Bound", "v", "1Gi", "RWO,ROX", "Filesystem"));
    }

    [Fact]
    public void Warns_of_fractions() =>
        ObjectRules.Warnings(Kind.Strategy, Claim(Base.Replace("1Gi", "100m", StringComparison.Ordinal)), null).ShouldBe(
            ["spec.resources.requests[storage]: fractional byte value \"100m\" is invalid, must be an integer"]);

    private static PersistentVolumeClaim Created(string spec)
    {
        var claim = Claim(spec);
        Create(Kind, claim).ShouldBeEmpty();
        return claim;
    }

    private static PersistentVolumeClaim Claim(string spec) =>
        Decode<PersistentVolumeClaim>("v1", "PersistentVolumeClaim", $$$"""{"metadata":{"name":"c","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
