using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.OpenApi;

/// <summary>The documents follow the kinds that come and go at run time.</summary>
[Collection(SiloCollection.Name)]
public sealed class CustomResourceTests(SiloFixture silo) : IDisposable
{
    private const string Path = "apis/stable.example.com/v1";
    private static readonly GroupResource CronTabs = new("stable.example.com", "crontabs");

    [Fact]
    public async Task A_new_kind_gets_a_document_and_leaves_the_others_as_they_are()
    {
        var before = await RootAsync();
        silo.Kinds.Set(CronTab());
        var after = await RootAsync();
        after.Except(before).Where(IsNoIndex).ShouldHaveSingleItem().ShouldStartWith($"/openapi/v3/{Path}?hash=");
        before.Except(after).Where(IsNoIndex).ShouldBeEmpty();

        silo.Kinds.Remove(CronTabs);
        (await RootAsync()).ShouldBe(before);
        (await silo.Api.GetAsync($"/openapi/v3/{Path}")).ShouldBe(404);

        // The group by which one asks why about objects has a path for each kind.
        static bool IsNoIndex(string url) => !url.StartsWith("/openapi/v3/apis/why.orchestrator.io/", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_nested_types_stand_where_they_are_used_and_it_takes_no_strategic_merge_patch()
    {
        silo.Kinds.Set(CronTab());
        var document = (await silo.Api.GetAsync($"/openapi/v3/{Path}")).ShouldBe(200).Json;
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("com.example.stable.v1.CronTab");
        schema.GetProperty("x-kubernetes-group-version-kind").GetRawText().ShouldBe("""[{"group":"stable.example.com","version":"v1","kind":"CronTab"}]""");
        schema.GetProperty("properties").GetProperty("metadata").GetProperty("allOf")[0].GetProperty("$ref").GetString()
            .ShouldBe("#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
        schema.GetProperty("properties").GetProperty("spec").GetRawText().ShouldBe(
            """{"type":"object","required":["schedule"],"properties":{"schedule":{"type":"string","default":"daily"},"replicas":{"type":"integer","format":"int32"}},"x-kubernetes-preserve-unknown-fields":true}""");

        var patch = document.GetProperty("paths").GetProperty($"/{Path}/namespaces/{{namespace}}/crontabs/{{name}}").GetProperty("patch");
        patch.GetProperty("operationId").GetString().ShouldBe("patchStableExampleComV1NamespacedCronTab");
        patch.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name)
            .ShouldBe(["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json"]);
    }

    [SkippableFact]
    public async Task Explain_shows_it()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        silo.Kinds.Set(CronTab());
        var (code, output, error) = await new KubectlCommand(silo, KubectlCommand.Installed[0]).RunAsync(null, "explain", "--api-version=stable.example.com/v1", "crontabs.spec");
        code.ShouldBe(0, error);
        output.ShouldContain("schedule\t<string> -required-");
    }

    public void Dispose() => silo.Kinds.Remove(CronTabs);

    private static KindDescriptor CronTab()
    {
        var spec = new TypeSchema(
            "CronTab.spec",
            [
                new FieldSchema { Name = "schedule", Value = new ValueSchema(SchemaKind.String), Default = "\"daily\"" },
                new FieldSchema { Name = "replicas", Value = new ValueSchema(SchemaKind.Int32), Optional = true, OmitEmpty = true },
            ])
        {
            PreserveUnknownFields = true,
        };
        return new KindDescriptor
        {
            Group = CronTabs.Group,
            Version = "v1",
            Kind = "CronTab",
            Resource = CronTabs.Resource,
            Singular = "crontab",
            ListKind = "CronTabList",
            Namespaced = true,
            Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
            Codec = KindCodec.Unstructured,
            SchemaFactory = () => new TypeSchema(
                "CronTab",
                [
                    new FieldSchema { Name = "apiVersion", Value = new ValueSchema(SchemaKind.String), Optional = true, OmitEmpty = true },
                    new FieldSchema { Name = "kind", Value = new ValueSchema(SchemaKind.String), Optional = true, OmitEmpty = true },
                    new FieldSchema { Name = "metadata", Value = TypeSchemas.Get("meta/v1.ObjectMeta").AsValue(), Optional = true, OmitEmpty = true },
                    new FieldSchema { Name = "spec", Value = spec.AsValue(), Optional = true, OmitEmpty = true },
                ]),
        };
    }

    private async Task<List<string>> RootAsync() =>
    [
        .. (await silo.Api.GetAsync("/openapi/v3")).ShouldBe(200).Json.GetProperty("paths").EnumerateObject()
            .Select(path => path.Value.GetProperty("serverRelativeURL").GetString()!),
    ];
}
