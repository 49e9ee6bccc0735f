using System.Buffers;
using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Agents;

/// <summary>Writes and reads frames. A field that a reader does not know is passed over, so that either side may be the newer one.</summary>
public static class AgentFrameCodec
{
    private static readonly string[] TypeNames =
        [.. Enum.GetValues<AgentFrameType>().Select(static t => JsonNamingPolicy.CamelCase.ConvertName(t.ToString()))];

    /// <summary>Writes a frame and its line end.</summary>
    public static void Write(AgentFrame frame, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, JsonModel.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, TypeNames[(int)frame.Type]);
            Text(writer, "node"u8, frame.Node);
            Number(writer, "sequence"u8, frame.Sequence);
            Number(writer, "code"u8, frame.Code);
            Text(writer, "message"u8, frame.Message);
            Text(writer, "namespace"u8, frame.Namespace);
            Text(writer, "name"u8, frame.Name);
            Text(writer, "uid"u8, frame.Uid);
            if (frame.Log is { } log)
            {
                writer.WritePropertyName("log"u8);
                Write(log, writer);
            }

            if (!frame.Object.IsEmpty)
            {
                writer.WritePropertyName("object"u8);
                writer.WriteRawValue(frame.Object.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads the frame on one line; the object is a copy.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static AgentFrame Read(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var frame = new AgentFrame(AgentFrameType.Unknown);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "type":
                    frame = frame with { Type = (AgentFrameType)Math.Max(0, Array.IndexOf(TypeNames, reader.GetString())) };
                    break;
                case "node":
                    frame = frame with { Node = reader.GetString() ?? "" };
                    break;
                case "sequence":
                    frame = frame with { Sequence = reader.GetInt64() };
                    break;
                case "code":
                    frame = frame with { Code = reader.GetInt32() };
                    break;
                case "message":
                    frame = frame with { Message = reader.GetString() ?? "" };
                    break;
                case "namespace":
                    frame = frame with { Namespace = reader.GetString() ?? "" };
                    break;
                case "name":
                    frame = frame with { Name = reader.GetString() ?? "" };
                    break;
                case "uid":
                    frame = frame with { Uid = reader.GetString() ?? "" };
                    break;
                case "log":
                    frame = frame with { Log = ReadLog(ref reader) };
                    break;
                case "object":
                    var start = reader.TokenStartIndex;
                    reader.Skip();
                    frame = frame with { Object = line.Slice(start, reader.BytesConsumed - start).ToArray() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return frame;
    }

    private static void Write(AgentLogRequest log, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("streamId"u8, log.StreamId);
        writer.WriteString("container"u8, log.Container);
        writer.WriteBoolean("previous"u8, log.Previous);
        writer.WriteBoolean("follow"u8, log.Follow);
        writer.WriteBoolean("timestamps"u8, log.Timestamps);
        if (log.TailLines is { } tail)
        {
            writer.WriteNumber("tailLines"u8, tail);
        }

        if (log.LimitBytes is { } limit)
        {
            writer.WriteNumber("limitBytes"u8, limit);
        }

        if (log.Since is { } since)
        {
            writer.WriteString("since"u8, since);
        }

        writer.WriteEndObject();
    }

    private static AgentLogRequest ReadLog(ref Utf8JsonReader reader)
    {
        var log = new AgentLogRequest("", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            log = name switch
            {
                "streamId" => log with { StreamId = reader.GetString() ?? "" },
                "container" => log with { Container = reader.GetString() ?? "" },
                "previous" => log with { Previous = reader.GetBoolean() },
                "follow" => log with { Follow = reader.GetBoolean() },
                "timestamps" => log with { Timestamps = reader.GetBoolean() },
                "tailLines" => log with { TailLines = reader.GetInt64() },
                "limitBytes" => log with { LimitBytes = reader.GetInt64() },
                "since" => log with { Since = reader.GetDateTimeOffset() },
                _ => log,
            };
            reader.Skip();
        }

        return log;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException("a frame is not a JSON object");
        }
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }
}
