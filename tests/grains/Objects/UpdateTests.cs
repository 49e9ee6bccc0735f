using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class UpdateTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task An_update_of_what_does_not_exist_is_not_found_but_for_the_kinds_that_allow_it()
    {
        (await cluster.ConfigMap("missing").UpdateAsync("{}")).ExpectRefusal(404, "NotFound").ShouldBe("configmaps \"missing\" not found");
        (await cluster.Lease("missing").UpdateAsync("""{"spec":{"holderIdentity":"me"}}""")).Expect(201).At("spec.holderIdentity").ShouldBe("me");
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_and_no_version_is_unconditional()
    {
        var subject = cluster.ConfigMap("stale");
        var first = (await subject.CreateAsync()).At("metadata.resourceVersion");
        await subject.PatchAsync("""{"data":{"a":"1"}}""");

        (await subject.UpdateAsync($$$"""{"metadata":{"resourceVersion":"{{{first}}}"},"data":{"a":"2"}}""")).ExpectRefusal(409, "Conflict")
            .ShouldBe("Operation cannot be fulfilled on configmaps \"stale\": the object has been modified; please apply your changes to the latest version and try again");
        (await subject.UpdateAsync("""{"data":{"a":"3"}}""")).Expect(200).At("data.a").ShouldBe("3");
    }

    [Fact]
    public async Task A_kind_that_is_always_conditional_needs_a_version()
    {
        var subject = cluster.Lease("conditional");
        await subject.CreateAsync("""{"spec":{"holderIdentity":"me"}}""");

        (await subject.UpdateAsync("""{"spec":{"holderIdentity":"you"}}""")).ExpectRefusal(422, "Invalid").ShouldContain("must be specified for an update");
    }

    [Fact]
    public async Task The_uid_of_another_object_is_a_conflict()
    {
        var subject = cluster.ConfigMap("other");
        await subject.CreateAsync();

        (await subject.UpdateAsync("""{"metadata":{"uid":"not-it"}}""")).ExpectRefusal(409, "Conflict").ShouldContain("UID in precondition: not-it");
    }

    [Fact]
    public async Task What_changes_nothing_writes_nothing()
    {
        var subject = cluster.ConfigMap("same");
        var created = (await subject.CreateAsync("""{"data":{"a":"1"}}""")).At("metadata.resourceVersion");
        var revision = await cluster.Ledger.GetRevisionAsync(CancellationToken.None);

        (await subject.UpdateAsync("""{"data":{"a":"1"}}""")).Expect(200).At("metadata.resourceVersion").ShouldBe(created);
        (await subject.PatchAsync("""{"data":{"a":"1"}}""")).Expect(200).At("metadata.resourceVersion").ShouldBe(created);

        (await cluster.Ledger.GetRevisionAsync(CancellationToken.None)).ShouldBe(revision);
    }

    [Fact]
    public async Task Identity_and_times_stay_what_they_are()
    {
        var subject = cluster.ConfigMap("fixed");
        var created = (await subject.CreateAsync()).Expect(201);

        var updated = (await subject.UpdateAsync("""{"metadata":{"creationTimestamp":"2001-01-01T00:00:00Z","deletionTimestamp":null},"data":{"a":"1"}}""")).Expect(200);

        updated.At("metadata.uid").ShouldBe(created.At("metadata.uid"));
        updated.At("metadata.creationTimestamp").ShouldBe(created.At("metadata.creationTimestamp"));
    }

    [Fact]
    public async Task The_generation_counts_changes_of_the_spec()
    {
        var subject = cluster.Deployment("generation");
        (await subject.CreateAsync(Samples.Deployment)).Expect(201).At("metadata.generation").ShouldBe("1");

        (await subject.PatchAsync("""{"metadata":{"labels":{"x":"y"}}}""")).Expect(200).At("metadata.generation").ShouldBe("1");
        (await subject.PatchAsync("""{"spec":{"replicas":3}}""")).Expect(200).At("metadata.generation").ShouldBe("2");
        (await subject.PatchAsync("""{"status":{"replicas":3}}""", subresource: "status")).Expect(200).At("metadata.generation").ShouldBe("2");
    }

    [Fact]
    public async Task Status_and_spec_are_written_apart()
    {
        var subject = cluster.Deployment("apart");
        await subject.CreateAsync(Samples.Deployment);

        var main = (await subject.PatchAsync("""{"spec":{"replicas":2},"status":{"replicas":7}}""")).Expect(200);
        main.At("spec.replicas").ShouldBe("2");
        main.At("status.replicas").ShouldBeNull();

        var status = (await subject.PatchAsync("""{"spec":{"replicas":9},"status":{"replicas":7}}""", subresource: "status")).Expect(200);
        status.At("spec.replicas").ShouldBe("2");
        status.At("status.replicas").ShouldBe("7");
    }

    [Fact]
    public async Task Scale_changes_the_replicas_alone()
    {
        var subject = cluster.Deployment("scaled");
        await subject.CreateAsync(Samples.Deployment);

        var scale = (await subject.PatchAsync("""{"spec":{"replicas":5}}""", subresource: "scale")).Expect(200);

        scale.At("kind").ShouldBe("Scale");
        scale.At("apiVersion").ShouldBe("autoscaling/v1");
        scale.At("spec.replicas").ShouldBe("5");
        scale.At("status.selector").ShouldBe("app=web");
        var entry = cluster.Replica.Get(subject.Key)!;
        scale.At("metadata.resourceVersion").ShouldBe(entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
        subject.Read()!.ShouldContain("\"replicas\":5");
        (await subject.PatchAsync("""{"spec":{"replicas":-1}}""", subresource: "scale")).ExpectRefusal(422, "Invalid")
            .ShouldBe("Scale.autoscaling \"scaled\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0");
    }
}
