namespace Orchestrator.Api.Tests.Apply;

/// <summary>The rules of merging and owning, each on its own: https://kubernetes.io/docs/reference/using-api/server-side-apply/.</summary>
public sealed class ServerSideApplyTests
{
    private readonly Subject _pod = Subject.Of("core/v1.Pod");
    private readonly Subject _deployment = Subject.Of("apps/v1.Deployment");

    [Fact]
    public void An_applier_owns_what_it_says_and_no_more() =>
        _deployment.Apply("a", "{metadata: {name: x, labels: {app: x}}, spec: {replicas: 3, selector: {matchLabels: {app: x}}}}")
            .Fields("a").ShouldBe("""{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{},"f:selector":{}}}""");

    [Fact]
    public void Applying_another_value_than_anothers_is_a_conflict()
    {
        _deployment.Apply("a", "{spec: {replicas: 3}}");
        var conflict = _deployment.Conflict("b", "{spec: {replicas: 4}}");
        conflict.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas");
        conflict.Conflicts.ShouldHaveSingleItem().Path.ShouldBe(".spec.replicas");
    }

    [Fact]
    public void Several_conflicts_are_listed_by_manager()
    {
        _deployment.Apply("b", "{spec: {replicas: 3, paused: true}}").Update("u", "{spec: {replicas: 3, paused: true, minReadySeconds: 1}}");
        _deployment.Conflict("c", "{spec: {replicas: 4, paused: false, minReadySeconds: 2}}").Message.ShouldBe(
            "Apply failed with 3 conflicts: conflicts with \"b\":\n- .spec.paused\n- .spec.replicas\nconflicts with \"u\" using v1:\n- .spec.minReadySeconds");
    }

    [Fact]
    public void Force_takes_ownership()
    {
        _deployment.Apply("a", "{spec: {replicas: 3, paused: true}}").Apply("b", "{spec: {replicas: 4}}", force: true);
        _deployment.Fields("a").ShouldBe("""{"f:spec":{"f:paused":{}}}""");
        _deployment.Fields("b").ShouldBe("""{"f:spec":{"f:replicas":{}}}""");
    }

    [Fact]
    public void Equal_values_are_shared_and_stay_until_the_last_owner_lets_go()
    {
        _deployment.Apply("a", "{spec: {replicas: 3}}").Apply("b", "{spec: {replicas: 3}}");
        _deployment.Apply("a", "{spec: {paused: true}}").Text().ShouldBe("""{"spec":{"paused":true,"replicas":3}}""");
        _deployment.Apply("b", "{spec: {}}").Text().ShouldBe("""{"spec":{"paused":true}}""");
        _deployment.Fields("b").ShouldBe("""{"f:spec":{}}""");
    }

    [Fact]
    public void What_an_updater_changed_is_not_removed_when_the_applier_lets_go()
    {
        _deployment.Apply("a", "{spec: {replicas: 3}}").Update("hpa", "{spec: {replicas: 5}}");
        _deployment.Fields("a").ShouldBe("");
        _deployment.Apply("a", "{spec: {paused: true}}").Text().ShouldBe("""{"spec":{"paused":true,"replicas":5}}""");
    }

    [Fact]
    public void Items_of_a_keyed_list_are_merged_by_key_and_removed_with_their_owner()
    {
        _pod.Apply("a", "{spec: {containers: [{name: x, image: i}]}}").Apply("b", "{spec: {containers: [{name: w, image: j}]}}");
        _pod.Text().ShouldBe("""{"spec":{"containers":[{"image":"i","name":"x"},{"image":"j","name":"w"}]}}""");
        _pod.Apply("b", "{spec: {containers: [{name: z, image: k}]}}")
            .Text().ShouldBe("""{"spec":{"containers":[{"image":"i","name":"x"},{"image":"k","name":"z"}]}}""");
        _pod.Fields("b").ShouldBe("""{"f:spec":{"f:containers":{"k:{\"name\":\"z\"}":{".":{},"f:image":{},"f:name":{}}}}}""");
    }

    [Fact]
    public void An_item_stays_while_another_owns_a_part_of_it()
    {
        _pod.Apply("a", "{spec: {containers: [{name: x, image: i}]}}").Apply("b", "{spec: {containers: [{name: x, stdin: true}]}}");
        _pod.Apply("a", "{metadata: {labels: {l: v}}}").Text()
            .ShouldBe("""{"metadata":{"labels":{"l":"v"}},"spec":{"containers":[{"name":"x","stdin":true}]}}""");
    }

    [Theory]
    [InlineData("a,b,c", "c,a", "b,c,a")]
    [InlineData("a,b,c", "a,c", "a,b,c")]
    [InlineData("a,b", "x,b", "a,x,b")]
    [InlineData("a,b,c,d", "d,c,b,a", "d,c,b,a")]
    [InlineData("a,b", "b,x,a", "b,x,a")]
    [InlineData("", "b,a", "b,a")]
    public void A_keyed_list_takes_the_order_of_the_applied_one(string live, string applied, string expected)
    {
        _pod.Update("u", Finalizers(live)).Apply("a", Finalizers(applied));
        _pod.Object["metadata"]!["finalizers"]!.AsArray().Select(item => item!.ToString()).ShouldBe(expected.Split(','));
    }

    [Fact]
    public void Sets_are_owned_item_by_item()
    {
        _pod.Apply("a", Finalizers("x,w")).Apply("b", Finalizers("w,z"));
        _pod.Fields("b").ShouldBe("""{"f:metadata":{"f:finalizers":{"v:\"w\"":{},"v:\"z\"":{}}}}""");
        _pod.Apply("b", Finalizers("z")).Text().ShouldBe("""{"metadata":{"finalizers":["x","w","z"]}}""");
        _pod.Apply("a", "{metadata: {}}").Text().ShouldBe("""{"metadata":{"finalizers":["z"]}}""");
    }

    [Fact]
    public void Atomic_values_are_owned_as_one_and_replaced()
    {
        _pod.Apply("a", "{spec: {nodeSelector: {x: '1', w: '2'}}}").Fields("a").ShouldBe("""{"f:spec":{"f:nodeSelector":{}}}""");
        _pod.Apply("a", "{spec: {nodeSelector: {z: '3'}}}").Text().ShouldBe("""{"spec":{"nodeSelector":{"z":"3"}}}""");
        _pod.Conflict("b", "{spec: {nodeSelector: {q: '4'}}}").Conflicts.ShouldHaveSingleItem().Path.ShouldBe(".spec.nodeSelector");
    }

    [Fact]
    public void A_key_field_with_a_default_may_be_left_out()
    {
        _pod.Apply("a", "{spec: {containers: [{name: x, ports: [{containerPort: 80}]}]}}").Fields("a")
            .ShouldContain("""k:{\"containerPort\":80,\"protocol\":\"TCP\"}""");
        _pod.Apply("b", "{spec: {containers: [{name: x, ports: [{containerPort: 80, protocol: UDP}]}]}}")
            .Object["spec"]!["containers"]![0]!["ports"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void Null_is_a_value_that_is_owned()
    {
        _deployment.Apply("a", "{spec: {replicas: 3}}").Apply("a", "{spec: {replicas: null}}");
        _deployment.Fields("a").ShouldBe("""{"f:spec":{"f:replicas":{}}}""");
        _deployment.Object["spec"]!["replicas"].ShouldBeNull();
    }

    [Fact]
    public void Applying_the_same_again_changes_nothing()
    {
        const string Configuration = "{metadata: {labels: {a: b}}, spec: {containers: [{name: x, image: i, env: [{name: A, value: b}]}]}}";
        var managed = _pod.Apply("a", Configuration).Managed;
        var text = _pod.Text();
        _pod.Apply("a", Configuration);
        _pod.Text().ShouldBe(text);
        _pod.Managed!.ShouldHaveSingleItem().Time.ShouldBe(managed![0].Time);
    }

    [Fact]
    public void Identity_is_nobodys() =>
        _pod.Apply("a", "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: ns, uid: u, resourceVersion: '1', generateName: g}}")
            .Fields("a").ShouldBe("""{"f:metadata":{"f:generateName":{}}}""");

    [Fact]
    public void What_was_there_before_anybody_applied_has_an_owner_too()
    {
        var written = Subject.Of("core/v1.ConfigMap");
        written.Update("u", "{data: {a: '1', b: '2'}}");
        written.Forget();
        written.Conflict("a", "{data: {a: '3'}}").Message.ShouldBe("Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.a");
        written.Apply("a", "{data: {c: '3'}}").Fields("before-first-apply", "Update").ShouldBe("""{"f:data":{".":{},"f:a":{},"f:b":{}}}""");
    }

    private static string Finalizers(string items) => $"{{metadata: {{finalizers: [{items}]}}}}";
}
