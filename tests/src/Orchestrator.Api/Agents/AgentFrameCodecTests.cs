using System.IO.Pipelines;
using Orchestrator.Api.Agents;

namespace Orchestrator.Api.Tests.Agents;

public sealed class AgentFrameCodecTests
{
    [Fact]
    public async Task Frames_come_out_as_they_went_in()
    {
        AgentFrame[] frames =
        [
            new(AgentFrameType.Heartbeat) { Node = "n1" },
            new(AgentFrameType.PodStatus) { Node = "n1", Sequence = 7, Namespace = "default", Name = "web", Uid = "u", Object = """{"phase":"Running","message":"a \"b\"\n"}"""u8.ToArray() },
            new(AgentFrameType.Result) { Sequence = 7, Code = 409, Message = "conflict" },
            new(AgentFrameType.Log) { Node = "n1", Log = new("id", "main") { Follow = true, TailLines = 3, Since = DateTimeOffset.UnixEpoch } },
        ];
        var pipe = new Pipe();
        foreach (var frame in frames)
        {
            AgentFrameCodec.Write(frame, pipe.Writer);
        }

        await pipe.Writer.CompleteAsync();
        var reader = new AgentFrameReader(pipe.Reader);
        foreach (var frame in frames)
        {
            var read = (await reader.ReadAsync(CancellationToken.None))!;
            (read with { Object = default }).ShouldBe(frame with { Object = default });
            read.Object.ToArray().ShouldBe(frame.Object.ToArray());
        }

        (await reader.ReadAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_later_version_says_is_passed_over()
    {
        var reader = new AgentFrameReader(PipeReader.Create(new MemoryStream("""{"type":"future","news":{"a":[1]},"node":"n"}"""u8.ToArray().Append((byte)'\n').ToArray())));
        var frame = (await reader.ReadAsync(CancellationToken.None))!;
        frame.Type.ShouldBe(AgentFrameType.Unknown);
        frame.Node.ShouldBe("n");
    }
}
