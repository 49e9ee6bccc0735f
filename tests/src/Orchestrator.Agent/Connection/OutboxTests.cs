using Orchestrator.Agent.Connection;
using Orchestrator.Api.Agents;

namespace Orchestrator.Agent.Tests.Connection;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new(TimeProvider.System);

    [Fact]
    public void Only_the_latest_status_of_a_pod_is_sent()
    {
        _outbox.Put(Status("a", "1"));
        _outbox.Put(Status("b", "2"));
        _outbox.Put(Status("a", "3"));
        Take()!.Message.ShouldBe("3");
        Take()!.Message.ShouldBe("2");
        Take().ShouldBeNull();
    }

    [Fact]
    public void What_changes_while_it_is_in_flight_is_sent_after_its_result()
    {
        _outbox.Put(Status("a", "1"));
        var first = Take()!;
        _outbox.Put(Status("a", "2"));
        Take().ShouldBeNull();
        _outbox.Acknowledge(first.Sequence, 200);
        Take()!.Message.ShouldBe("2");
    }

    [Fact]
    public void A_pods_end_is_told_after_its_last_status()
    {
        _outbox.PutLast(new AgentFrame(AgentFrameType.PodTerminated) { Node = "n", Uid = "a" });
        _outbox.Put(Status("a", "last"));
        var status = Take()!;
        status.Type.ShouldBe(AgentFrameType.PodStatus);
        Take().ShouldBeNull();
        _outbox.Acknowledge(status.Sequence, 200);
        var end = Take()!;
        end.Type.ShouldBe(AgentFrameType.PodTerminated);
        _outbox.Acknowledge(end.Sequence, 404);
        Take().ShouldBeNull();
    }

    [Fact]
    public void What_was_not_acknowledged_is_sent_again_on_the_next_connection()
    {
        _outbox.Put(Status("a", "1"));
        var lost = Take()!;
        _outbox.Disconnected();
        var again = Take()!;
        again.Message.ShouldBe("1");
        _outbox.Acknowledge(lost.Sequence, 200);
        _outbox.Acknowledge(again.Sequence, 200);
        _outbox.Disconnected();
        Take().ShouldBeNull();
    }

    [Fact]
    public async Task What_failed_is_tried_again_a_little_later_and_what_was_refused_is_not()
    {
        _outbox.Put(Status("a", "1"));
        _outbox.Put(Status("b", "2"));
        _outbox.Acknowledge(Take()!.Sequence, 503);
        _outbox.Acknowledge(Take()!.Sequence, 403);
        _outbox.TryTake(out _, out var retryIn).ShouldBeNull();
        await Task.Delay(retryIn!.Value + TimeSpan.FromMilliseconds(20));
        Take()!.Message.ShouldBe("1");
        Take().ShouldBeNull();
    }

    private static AgentFrame Status(string uid, string text) => new(AgentFrameType.PodStatus) { Node = "n", Uid = uid, Message = text };

    private AgentFrame? Take() => _outbox.TryTake(out _, out _);
}
