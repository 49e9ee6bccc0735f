using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Base;

public class StatusPatchTests
{
    [Fact]
    public void What_is_no_more_goes_at_every_depth()
    {
        var before = new ResourceQuotaStatus { Hard = new() { ["pods"] = Quantity.Parse("1"), ["cpu"] = Quantity.Parse("2") }, Used = new() { ["pods"] = Quantity.Parse("1") } };
        var after = new ResourceQuotaStatus { Hard = new() { ["pods"] = Quantity.Parse("3") } };
        Encoding.UTF8.GetString(StatusPatch.Of("u", before, after)!).ShouldBe("""{"metadata":{"uid":"u"},"status":{"hard":{"pods":"3","cpu":null},"used":null}}""");
    }

    [Fact]
    public void What_stays_is_no_patch() => StatusPatch.Of("u", new ServiceStatus(), new ServiceStatus()).ShouldBeNull();
}
