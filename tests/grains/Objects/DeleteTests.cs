using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class DeleteTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task What_is_deleted_is_gone_and_the_answer_names_it()
    {
        var subject = cluster.Deployment("gone");
        var uid = (await subject.CreateAsync(Samples.Deployment)).At("metadata.uid");

        var body = (await subject.DeleteAsync()).Expect(200);

        body.At("kind").ShouldBe("Status");
        body.At("status").ShouldBe("Success");
        body.At("details.name").ShouldBe("gone");
        body.At("details.group").ShouldBe("apps");
        body.At("details.kind").ShouldBe("deployments");
        body.At("details.uid").ShouldBe(uid);
        subject.Read().ShouldBeNull();
        (await subject.DeleteAsync()).ExpectRefusal(404, "NotFound").ShouldBe("deployments.apps \"gone\" not found");
    }

    [Fact]
    public async Task A_name_can_be_used_again_and_again()
    {
        var subject = cluster.ConfigMap("again");
        var uids = new HashSet<string?>();
        for (var i = 0; i < 3; i++)
        {
            uids.Add((await subject.CreateAsync()).Expect(201).At("metadata.uid"));
            (await subject.DeleteAsync()).Expect(200);
        }

        uids.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Creates_and_deletes_at_once_leave_a_state_that_some_order_explains()
    {
        var subject = cluster.ConfigMap("both");

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? subject.CreateAsync() : subject.DeleteAsync()));

        var created = results.Count(result => result.Code == 201);
        var deleted = results.Where((result, i) => i % 2 == 1 && result.Code == 200).Count();
        (created - deleted).ShouldBe(subject.Read() is null ? 0 : 1);
        results.ShouldAllBe(result => result.Code == 201 || result.Code == 200 || result.Code == 409 || result.Code == 404);
    }

    [Fact]
    public async Task Preconditions_guard_a_delete()
    {
        var subject = cluster.ConfigMap("guarded");
        var uid = (await subject.CreateAsync()).At("metadata.uid");

        (await subject.DeleteAsync(new WriteOptions { PreconditionUid = "other" })).ExpectRefusal(409, "Conflict")
            .ShouldBe($"Operation cannot be fulfilled on configmaps \"guarded\": the UID in the precondition (other) does not match the UID in record ({uid}). The object might have been deleted and then recreated");
        (await subject.DeleteAsync(new WriteOptions { PreconditionResourceVersion = "1" })).ExpectRefusal(409, "Conflict");
        (await subject.DeleteAsync(new WriteOptions { PreconditionUid = uid })).Expect(200);
    }

    [Fact]
    public async Task Finalizers_hold_an_object_until_the_last_is_removed()
    {
        var subject = cluster.ConfigMap("held");
        await subject.CreateAsync("""{"metadata":{"finalizers":["example.com/a","example.com/b"]}}""");

        var marked = (await subject.DeleteAsync()).Expect(200);
        marked.At("kind").ShouldBe("ConfigMap");
        marked.At("metadata.deletionTimestamp").ShouldNotBeNull();
        marked.At("metadata.deletionGracePeriodSeconds").ShouldBe("0");
        (await subject.PatchAsync("""{"metadata":{"deletionTimestamp":null}}""")).At("metadata.deletionTimestamp").ShouldBe(marked.At("metadata.deletionTimestamp"));

        (await subject.PatchAsync("""{"metadata":{"finalizers":["example.com/b"]}}""")).Expect(200);
        subject.Read().ShouldNotBeNull();
        (await subject.PatchAsync("""{"metadata":{"finalizers":null}}""")).Expect(200);
        subject.Read().ShouldBeNull();
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion", 202)]
    [InlineData("Orphan", "orphan", 200)]
    public async Task A_propagation_policy_leaves_a_finalizer_for_the_garbage_collector(string policy, string finalizer, int code)
    {
        var subject = cluster.Deployment("policy-" + finalizer.ToLowerInvariant());
        await subject.CreateAsync(Samples.Deployment);

        var body = (await subject.DeleteAsync(new WriteOptions { PropagationPolicy = policy })).Expect(code);

        body.At("metadata.finalizers.0").ShouldBe(finalizer);
        body.At("metadata.deletionTimestamp").ShouldNotBeNull();
        body.At("metadata.generation").ShouldBe("2");
    }

    [Fact]
    public async Task In_the_background_an_object_goes_at_once()
    {
        var subject = cluster.Deployment("background");
        await subject.CreateAsync(Samples.Deployment);

        (await subject.DeleteAsync(new WriteOptions { PropagationPolicy = "Background" })).Expect(200).At("status").ShouldBe("Success");

        subject.Read().ShouldBeNull();
    }

    /// <summary>As they did before there was a garbage collector; a policy, or a finalizer that is there already, says otherwise.</summary>
    [Theory]
    [InlineData("jobs", null, "orphan")]
    [InlineData("replicationcontrollers", null, "orphan")]
    [InlineData("replicationcontrollers", "Background", null)]
    [InlineData("replicationcontrollers", "Foreground", "foregroundDeletion")]
    public async Task Jobs_and_replication_controllers_leave_their_pods_unless_told_otherwise(string resource, string? policy, string? finalizer)
    {
        var (group, kind, spec) = resource == "jobs"
            ? ("batch", "Job", """{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}""")
            : ("", "ReplicationController", """{"selector":{"a":"b"},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}""");
        var subject = cluster.Subject(resource, $"left-{policy ?? "open"}".ToLowerInvariant(), "default", group);
        (await subject.CreateAsync($$"""{"apiVersion":"{{(group.Length == 0 ? "v1" : group + "/v1")}}","kind":"{{kind}}","spec":{{spec}}}""")).Expect(201);

        var result = await subject.DeleteAsync(new WriteOptions { PropagationPolicy = policy });

        result.Warnings.Length.ShouldBe(resource == "jobs" ? 1 : 0);
        (subject.Read() is { } left ? System.Text.Json.Nodes.JsonNode.Parse(left)!.At("metadata.finalizers.0") : null).ShouldBe(finalizer);
    }
}
