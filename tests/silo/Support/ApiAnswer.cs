using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Silo.Tests.Support;

/// <summary>An answer of the API.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Bytes">The body.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Headers">The headers.</param>
public sealed record ApiAnswer(int Code, byte[] Bytes, string ContentType, HttpResponseHeaders Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes, new JsonDocumentOptions { MaxDepth = 1024 }).RootElement;

    public string Kind => Json.GetProperty("kind").GetString()!;

    public string Message => Json.GetProperty("message").GetString()!;

    public string Reason => Json.GetProperty("reason").GetString()!;

    public string ResourceVersion => Json.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;

    /// <summary>The names of a list's items.</summary>
    public string[] Names => [.. Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty("name").GetString()!)];

    /// <summary>Asserts the code and hands the answer on.</summary>
    public ApiAnswer ShouldBe(int code)
    {
        Code.ShouldBe(code, Text);
        return this;
    }

    /// <summary>Asserts that the answer is a failure Status of that code, reason and message.</summary>
    public ApiAnswer ShouldBeStatus(int code, string reason, string message)
    {
        ShouldBe(code);
        Kind.ShouldBe("Status");
        Json.GetProperty("apiVersion").GetString().ShouldBe("v1");
        Json.GetProperty("status").GetString().ShouldBe("Failure");
        Json.GetProperty("code").GetInt32().ShouldBe(code);
        Reason.ShouldBe(reason);
        Message.ShouldBe(message);
        return this;
    }
}
