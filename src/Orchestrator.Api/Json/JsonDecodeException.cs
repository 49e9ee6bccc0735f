namespace Orchestrator.Api.Json;

/// <summary>A document that cannot be decoded; the message is worded as a real server's decoder words it.</summary>
public sealed class JsonDecodeException : Exception
{
    /// <summary>Makes one with its final message.</summary>
    public JsonDecodeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its final message and a cause.</summary>
    public JsonDecodeException(string message, Exception inner)
        : base(message, inner)
    {
    }

    private JsonDecodeException(int offset, string found)
        : base($"json: cannot unmarshal {found}")
    {
        Offset = offset;
        Found = found;
    }

    /// <summary>Where the value of the wrong type starts, or -1.</summary>
    internal int Offset { get; } = -1;

    /// <summary>The JSON type that was found, as Go names it.</summary>
    internal string Found { get; } = "";

    /// <summary>A value of the wrong type; who knows the schema completes the message.</summary>
    internal static JsonDecodeException Mismatch(int offset, string found) => new(offset, found);
}
