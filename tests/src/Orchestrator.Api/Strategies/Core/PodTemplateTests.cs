using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class PodTemplateTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "PodTemplate");

    [Fact]
    public void Has_the_defaults_of_pods()
    {
        var template = Template("""{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        Create(Kind, template).ShouldBeEmpty();
        (template.Template.Spec.DnsPolicy, Row(Kind, template)["Pod Labels"]).ShouldBe(("ClusterFirst", "a=b"));
    }

    [Theory]
    [InlineData("""{}""", "template.spec.containers: Required value")]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"i"}],"ephemeralContainers":[{"name":"e","image":"i"}]}}""", "template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template")]
    public void Is_refused_for(string template, string error) => Create(Kind, Template(template)).ShouldContain(error);

    private static PodTemplate Template(string template) =>
        Decode<PodTemplate>("v1", "PodTemplate", $$"""{"metadata":{"name":"t","namespace":"d"},"template":{{template}}}""");
}
