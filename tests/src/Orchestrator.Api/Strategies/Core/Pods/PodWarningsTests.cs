using Orchestrator.Api.Strategies;
using Orchestrator.Api.Values;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

public class PodWarningsTests : PodTest
{
    [Theory]
    [InlineData("\"env\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"A\",\"value\":\"2\"}]", "", "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData("\"ports\":[{\"containerPort\":80},{\"containerPort\":80}]", "", "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]")]
    [InlineData("\"resources\":{\"limits\":{\"memory\":\"100m\"}}", "", "spec.containers[0].resources.limits[memory]: fractional byte value \"100m\" is invalid, must be an integer")]
    [InlineData("", "\"nodeSelector\":{\"beta.kubernetes.io/os\":\"linux\"}", "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("", "\"terminationGracePeriodSeconds\":-1", "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1")]
    [InlineData("", "\"volumes\":[{\"name\":\"v\",\"gitRepo\":{\"repository\":\"r\"}}]", "spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+")]
    [InlineData("", "\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"DoNotSchedule\"}]", "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod")]
    public void Its_maker_is_warned_of(string container, string spec, string warning) =>
        ObjectRules.Warnings(Kind.Strategy, WithContainer(container, spec), null)[0].ShouldBe(warning);

    [Fact]
    public void A_variable_may_add_to_another() =>
        ObjectRules.Warnings(Kind.Strategy, WithContainer("\"env\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"A\",\"value\":\"$(A)2\"}]"), null).ShouldBeEmpty();

    [Fact]
    public void A_name_that_is_no_host_name()
    {
        var pod = WithContainer("");
        pod.Metadata.Name = "a.b";
        ObjectRules.Warnings(Kind.Strategy, pod, null).ShouldBe(
            ["metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"]);
    }

    [Fact]
    public void Nobody_is_warned_of_a_change() =>
        ObjectRules.Warnings(Kind.Strategy, WithContainer("", "\"terminationGracePeriodSeconds\":-1"), WithContainer("")).ShouldBeEmpty();
}
