using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Coordination.V1;

namespace Orchestrator.Api.Tests.Strategies.Coordination;

public class LeaseTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("coordination.k8s.io/v1", "Lease");

    [Theory]
    [InlineData("""{"leaseDurationSeconds":0}""", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("""{"leaseTransitions":-1}""", "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0")]
    public void Is_refused_for(string spec, string error) => Create(Kind, Lease(spec)).ShouldBe([error]);

    [Fact]
    public void Coordinated_election_is_off()
    {
        var lease = Lease("""{"holderIdentity":"a","strategy":"OldestEmulationVersion","preferredHolder":"b"}""");
        Create(Kind, lease).ShouldBeEmpty();
        ShouldBeJson(Json(lease)["spec"], """{"holderIdentity":"a"}""");
        Row(Kind, lease)["Holder"].ShouldBe("a");
    }

    private static Lease Lease(string spec) => Decode<Lease>("coordination.k8s.io/v1", "Lease", $$"""{"metadata":{"name":"l","namespace":"d"},"spec":{{spec}}}""");
}
