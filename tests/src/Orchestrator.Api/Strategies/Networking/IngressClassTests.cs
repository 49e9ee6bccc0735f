using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Networking.V1;

namespace Orchestrator.Api.Tests.Strategies.Networking;

public class IngressClassTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("networking.k8s.io/v1", "IngressClass");

    [Theory]
    [InlineData("{}", "spec.controller: Required value")]
    [InlineData("""{"controller":"a"}""", "spec.controller: Invalid value: \"a\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData("""{"controller":"a.b/c d"}""", "spec.controller: Invalid value: \"c d\": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')")]
    [InlineData("""{"controller":"a.b/c","parameters":{"kind":"K","name":"n","scope":"Namespace"}}""", "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'")]
    [InlineData("""{"controller":"a.b/c","parameters":{"kind":"K","name":"n","namespace":"x"}}""", "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'")]
    [InlineData("""{"controller":"a.b/c","parameters":{"kind":"","name":"","scope":"X"}}""", "spec.parameters.kind: Required value|spec.parameters.name: Required value|spec.parameters.scope: Unsupported value: \"X\": supported values: \"Cluster\", \"Namespace\"")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Class(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void Its_controller_stays() => Update(Kind, Class("""{"controller":"a.b/d"}"""), Class("""{"controller":"a.b/c"}""")).ShouldBe(
        ["spec.controller: Invalid value: \"a.b/d\": field is immutable"]);

    [Fact]
    public void The_table_names_the_parameters()
    {
        var row = Row(Kind, Class("""{"controller":"a.b/c","parameters":{"apiGroup":"g.io","kind":"K","name":"n"}}"""));
        (row["Controller"], row["Parameters"]).ShouldBe(("a.b/c", "K.g.io/n"));
        Row(Kind, Class("""{"controller":"a.b/c"}"""))["Parameters"].ShouldBe("<none>");
    }

    private static IngressClass Class(string spec) => Decode<IngressClass>("networking.k8s.io/v1", "IngressClass", $$"""{"metadata":{"name":"c"},"spec":{{spec}}}""");
}
