using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies;

public class MetadataTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "ConfigMap");

    [Theory]
    [InlineData("""{"namespace":"d"}""", "metadata.name: Required value: name or generateName is required")]
    [InlineData("""{"name":"m"}""", "metadata.namespace: Required value")]
    [InlineData("""{"name":"m","namespace":"a.b"}""", "metadata.namespace: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("""{"name":"m","namespace":"d","labels":{"a/b/c":"x"}}""", "metadata.labels: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")]
    [InlineData("""{"name":"m","namespace":"d","annotations":{"":"x"}}""", "metadata.annotations: Invalid value: \"\": name part must be non-empty|metadata.annotations: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("""{"name":"m","namespace":"d","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p"}]}""", "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty")]
    [InlineData("""{"name":"m","namespace":"d","finalizers":["orphan","foregroundDeletion"]}""", "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: finalizer orphan and foregroundDeletion cannot be both set")]
    public void Is_refused_for(string metadata, string errors) => Create(Kind, Map(metadata)).ShouldBe(errors.Split('|'));

    [Fact]
    public void Two_owners_cannot_both_control()
    {
        var owner = """{"apiVersion":"v1","kind":"Pod","name":"p","uid":"1","controller":true}""";
        Create(Kind, Map($$"""{"name":"m","namespace":"d","ownerReferences":[{{owner}},{{owner}}]}""")).Single().ShouldEndWith(
            "Only one reference can have Controller set to true. Found \"true\" in references for Pod/p and Pod/p");
    }

    [Fact]
    public void Annotations_have_a_limit_together()
    {
        var map = Map("""{"name":"m","namespace":"d"}""");
        map.Metadata.Annotations = new() { ["a"] = new string('x', 262144) };
        Create(Kind, map).ShouldBe(["metadata.annotations: Too long: may not be more than 262144 bytes"]);
    }

    [Theory]
    [InlineData("""{"name":"m","namespace":"d","uid":"2"}""", "metadata.uid: Invalid value: \"2\": field is immutable")]
    [InlineData("""{"name":"other","namespace":"d"}""", "metadata.name: Invalid value: \"other\": field is immutable")]
    [InlineData("""{"name":"m","namespace":"d","creationTimestamp":"2020-01-01T00:00:00Z"}""", "metadata.creationTimestamp: Invalid value: \"2020-01-01T00:00:00Z\": field is immutable")]
    [InlineData("""{"name":"m","namespace":"d","deletionTimestamp":"2020-01-01T00:00:00Z"}""", "metadata.deletionTimestamp: Invalid value: \"2020-01-01T00:00:00Z\": field is immutable")]
    public void What_the_server_set_does_not_change(string metadata, string error) => Update(Kind, Map(metadata), Old()).ShouldBe([error]);

    [Fact]
    public void What_a_client_leaves_out_is_kept()
    {
        var map = Map("""{"name":"m","namespace":"d","generation":7,"selfLink":"x"}""");
        Update(Kind, map, Old()).ShouldBeEmpty();
        (map.Metadata.Uid, map.Metadata.CreationTimestamp, map.Metadata.Generation, map.Metadata.SelfLink).ShouldBe(("1", Now, null, null));
    }

    [Fact]
    public void While_it_is_deleted_finalizers_only_go()
    {
        var old = Old();
        old.Metadata.DeletionTimestamp = Now;
        old.Metadata.Finalizers = ["a.b/c", "a.b/d"];
        Update(Kind, Map("""{"name":"m","namespace":"d","finalizers":["a.b/c"]}"""), old).ShouldBeEmpty();
        Update(Kind, Map("""{"name":"m","namespace":"d","finalizers":["a.b/e"]}"""), old).ShouldBe(
            ["metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"a.b/e\"}"]);
    }

    [Fact]
    public void A_prefix_may_end_where_a_name_may_not() => Create(Kind, Map("""{"name":"web-abc12","generateName":"web-","namespace":"d"}""")).ShouldBeEmpty();

    private static ConfigMap Old() => Map("""{"name":"m","namespace":"d","uid":"1","creationTimestamp":"2026-01-01T12:00:00Z"}""");

    private static ConfigMap Map(string metadata) => Decode<ConfigMap>("v1", "ConfigMap", $$"""{"metadata":{{metadata}}}""");
}
