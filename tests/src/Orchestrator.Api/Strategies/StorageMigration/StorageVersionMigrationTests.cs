using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.StorageMigration.V1beta1;

namespace Orchestrator.Api.Tests.Strategies.StorageMigration;

public class StorageVersionMigrationTests : StrategyTest
{
    private const string Time = "2026-01-02T03:04:05Z";
    private static readonly KindDescriptor Kind = Find("storagemigration.k8s.io/v1beta1", "StorageVersionMigration");

    [Theory]
    [InlineData("{}", "spec.resource.resource: Required value: resource is required to be set")]
    [InlineData(
        """{"resource":"Pods"}""",
        "spec.resource.resource: Invalid value: \"Pods\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
        + "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData(
        """{"resource":"pods","group":"A_b"}""",
        "spec.resource.group: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    public void Is_refused_for(string resource, string error) => Create(Kind, Migration(resource)).ShouldBe([error]);

    [Fact]
    public void What_is_migrated_stays() => Update(Kind, Migration("""{"resource":"pods"}"""), Migration("""{"resource":"secrets"}"""))
        .ShouldBe(["spec: Invalid value: {\"resource\":{\"group\":\"\",\"resource\":\"pods\"}}: field is immutable"]);

    [Theory]
    [InlineData("", "abc", "status.resourceVersion: Invalid value: \"abc\": resource version is not well formed: abc")]
    [InlineData("", "07", "status.resourceVersion: Invalid value: \"07\": resource version is not well formed: 07")]
    [InlineData("123", "456", "status.resourceVersion: Invalid value: \"456\": field is immutable")]
    public void The_revision_is_set_once(string old, string wanted, string error) =>
        Update(Kind, WithStatus(wanted, ""), WithStatus(old, ""), "status").ShouldBe([error]);

    [Theory]
    [InlineData("Succeeded,Failed", "", "Both success and failed conditions cannot be true at the same time")]
    [InlineData("Succeeded,Running", "", "Running condition cannot be true when success condition is true")]
    [InlineData("Failed,Running", "", "Running condition cannot be true when failed condition is true")]
    [InlineData("", "Succeeded", "Success condition cannot be set to false once it is true")]
    [InlineData("", "Failed", "Failed condition cannot be set to false once it is true")]
    public void An_end_is_one_and_final(string now, string before, string error) =>
        Update(Kind, WithStatus("7", now), WithStatus("7", before), "status").ShouldHaveSingleItem().ShouldEndWith(": " + error);

    [Fact]
    public void It_may_run_and_succeed()
    {
        Update(Kind, WithStatus("7", "Running"), WithStatus("", ""), "status").ShouldBeEmpty();
        Update(Kind, WithStatus("7", "Succeeded"), WithStatus("7", "Running"), "status").ShouldBeEmpty();
    }

    [Fact]
    public void The_table_names_the_resource()
    {
        Row(Kind, Migration("""{"resource":"pods"}"""))["Resource"].ShouldBe("pods");
        Row(Kind, Migration("""{"group":"apps","resource":"deployments"}"""))["Resource"].ShouldBe("deployments.apps");
    }

    private static StorageVersionMigration Migration(string resource) => Read($$$"""{"metadata":{"name":"m"},"spec":{"resource":{{{resource}}}}}""");

    private static StorageVersionMigration WithStatus(string version, string conditions)
    {
        var list = string.Join(',', conditions.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(type => $$"""{"type":"{{type}}","status":"True","reason":"Because","message":"","lastTransitionTime":"{{Time}}"}"""));
        return Read($$$"""{"metadata":{"name":"m"},"spec":{"resource":{"resource":"pods"}},"status":{"resourceVersion":"{{{version}}}","conditions":[{{{list}}}]}}""");
    }

    private static StorageVersionMigration Read(string json) => Decode<StorageVersionMigration>("storagemigration.k8s.io/v1beta1", "StorageVersionMigration", json);
}
