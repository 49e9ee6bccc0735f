using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Tests.Negotiation;

public sealed class AcceptHeaderTests
{
    private const string Kubectl = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    [Theory]
    [InlineData(null, ApiEncoding.Json, ApiView.Object)]
    [InlineData("*/*", ApiEncoding.Json, ApiView.Object)]
    [InlineData(Kubectl, ApiEncoding.Json, ApiView.Table)]
    [InlineData("application/vnd.kubernetes.protobuf, application/json", ApiEncoding.Protobuf, ApiView.Object)]
    [InlineData("application/json;q=0.5, application/yaml", ApiEncoding.Yaml, ApiView.Object)]
    [InlineData("application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", ApiEncoding.Protobuf, ApiView.MetadataList)]
    [InlineData("application/vnd.kubernetes.protobuf;as=Table;g=meta.k8s.io;v=v1,application/json", ApiEncoding.Json, ApiView.Object)]
    public void The_best_clause_that_can_be_served_counts(string? header, ApiEncoding encoding, ApiView view)
    {
        var format = AcceptHeader.Of(header).Viewed.ShouldNotBeNull();
        format.Encoding.ShouldBe(encoding);
        format.View.ShouldBe(view);
    }

    [Fact]
    public void An_endpoint_without_views_skips_them() => AcceptHeader.Of(Kubectl).Object.ShouldNotBeNull().View.ShouldBe(ApiView.Object);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json;as=Nothing;v=v1;g=meta.k8s.io")]
    public void What_cannot_be_served_is_nothing(string header) => AcceptHeader.Of(header).Viewed.ShouldBeNull();
}
