using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class CreateTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task A_created_object_has_an_identity_and_is_visible_at_once()
    {
        var subject = cluster.ConfigMap("identity");

        var body = (await subject.CreateAsync("""{"metadata":{"uid":"mine","creationTimestamp":"2001-01-01T00:00:00Z"},"data":{"a":"1"}}""")).Expect(201);

        body.At("apiVersion").ShouldBe("v1");
        body.At("kind").ShouldBe("ConfigMap");
        body.At("metadata.name").ShouldBe("identity");
        body.At("metadata.namespace").ShouldBe("default");
        Guid.TryParse(body.At("metadata.uid"), out _).ShouldBeTrue();
        body.At("metadata.creationTimestamp")!.ShouldNotStartWith("2001");
        body.At("data.a").ShouldBe("1");
        var entry = cluster.Replica.Get(subject.Key).ShouldNotBeNull();
        entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(body.At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task Of_two_creates_of_one_name_one_wins()
    {
        var subject = cluster.ConfigMap("twice");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => subject.CreateAsync($$$"""{"data":{"i":"{{{i}}}"}}""")));

        results.Count(result => result.Code == 201).ShouldBe(1);
        results.Where(result => result.Code != 201).ShouldAllBe(result => result.Code == 409);
        results.First(result => result.Code == 409).ExpectRefusal(409, "AlreadyExists").ShouldBe("configmaps \"twice\" already exists");
    }

    [Fact]
    public async Task Nothing_is_created_in_a_namespace_that_does_not_exist()
    {
        var result = await cluster.Subject("configmaps", "x", "nowhere").CreateAsync();

        result.ExpectRefusal(404, "NotFound").ShouldBe("namespaces \"nowhere\" not found");
    }

    [Fact]
    public async Task The_body_must_be_of_the_path()
    {
        var subject = cluster.ConfigMap("path");

        (await subject.CreateAsync("""{"metadata":{"namespace":"other"}}""")).ExpectRefusal(400, "BadRequest")
            .ShouldBe("the namespace of the provided object does not match the namespace sent on the request");
        (await subject.CreateAsync("""{"apiVersion":"v2"}""")).ExpectRefusal(400, "BadRequest")
            .ShouldBe("the API version in the data (v2) does not match the expected API version (v1)");
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_a_bad_request()
    {
        var message = (await cluster.Deployment("wrongtype").CreateAsync("""{"spec":{"replicas":"three"}}""")).ExpectRefusal(400, "BadRequest");

        message.ShouldBe("Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32");
    }

    [Fact]
    public async Task Unknown_fields_warn_or_refuse_as_asked()
    {
        const string Json = """{"data":{"a":"1"},"dato":{}}""";

        (await cluster.ConfigMap("warned").CreateAsync(Json)).Warnings.ShouldBe(["unknown field \"dato\""]);
        (await cluster.ConfigMap("ignored").CreateAsync(Json, new WriteOptions { FieldValidation = "Ignore" })).Warnings.ShouldBeEmpty();
        (await cluster.ConfigMap("strict").CreateAsync(Json, new WriteOptions { FieldValidation = "Strict" })).ExpectRefusal(400, "BadRequest")
            .ShouldEndWith("strict decoding error: unknown field \"dato\"");
        cluster.ConfigMap("strict").Read().ShouldBeNull();
    }

    [Fact]
    public async Task A_dry_run_answers_as_if_and_writes_nothing()
    {
        var subject = cluster.ConfigMap("dry");
        var dry = new WriteOptions { DryRun = true };

        var body = (await subject.CreateAsync("""{"data":{"a":"1"}}""", dry)).Expect(201);

        body.At("metadata.uid").ShouldNotBeNull();
        body.At("metadata.resourceVersion").ShouldBeNull();
        subject.Read().ShouldBeNull();
        await subject.CreateAsync();
        (await subject.CreateAsync("{}", dry)).ExpectRefusal(409, "AlreadyExists");
        var before = subject.Read();
        (await subject.PatchAsync("""{"data":{"b":"2"}}""", options: dry)).At("data.b").ShouldBe("2");
        (await subject.DeleteAsync(dry)).Expect(200);
        subject.Read().ShouldBe(before);
    }

    [Fact]
    public async Task A_create_reads_no_database()
    {
        await cluster.ConfigMap("warm").CreateAsync();
        var reads = cluster.Faults.Reads;

        (await cluster.ConfigMap("cold").CreateAsync()).Expect(201);

        cluster.Faults.Reads.ShouldBe(reads);
    }

    [Fact]
    public async Task An_object_that_is_too_large_is_refused()
    {
        var result = await cluster.ConfigMap("large").CreateAsync($$$"""{"data":{"a":"{{{new string('x', 3 * 1024 * 1024)}}}"}}""");

        result.Code.ShouldBeOneOf(413, 422);
        cluster.ConfigMap("large").Read().ShouldBeNull();
    }
}
