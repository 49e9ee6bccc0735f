using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Apps;

public class ControllerRevisionTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("apps/v1", "ControllerRevision");

    [Theory]
    [InlineData("\"revision\":1", "data: Required value: data is mandatory")]
    [InlineData("\"data\":{},\"revision\":-1", "revision: Invalid value: -1: must be greater than or equal to 0")]
    public void Is_refused_for(string fields, string error) => Create(Kind, Revision(fields)).ShouldBe([error]);

    [Fact]
    public void Its_data_stays()
    {
        var old = Revision("\"data\":{\"a\":1},\"revision\":1");
        Create(Kind, old).ShouldBeEmpty();
        Update(Kind, Revision("\"data\":{\"a\":1},\"revision\":2"), old).ShouldBeEmpty();
        Update(Kind, Revision("\"data\":{\"a\":2},\"revision\":1"), old).ShouldBe(["data: Invalid value: {\"a\":2}: field is immutable"]);
    }

    [Fact]
    public void Its_row()
    {
        var revision = Revision("\"data\":{},\"revision\":4");
        Row(Kind, revision)["Controller"].ShouldBe("<none>");
        revision.Metadata.OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = "StatefulSet", Name = "web", Uid = "1", Controller = true }];
        (Row(Kind, revision)["Controller"], Row(Kind, revision)["Revision"]).ShouldBe(("statefulset.apps/web", "4"));
    }

    private static ControllerRevision Revision(string fields) =>
        Decode<ControllerRevision>("apps/v1", "ControllerRevision", $$"""{"metadata":{"name":"r","namespace":"d"},{{fields}}}""");
}
