using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>What a request comes to. The object that it shows may still wait for its revision, so the answer is made afterwards.</summary>
internal sealed class WriteOutcome
{
    private readonly int _code;
    private readonly ObjectVersion? _version;
    private readonly Func<ObjectVersion?, IJsonModel>? _body;
    private readonly string[] _warnings;

    private WriteOutcome(int code, ObjectVersion? version, Func<ObjectVersion?, IJsonModel>? body, string[] warnings)
    {
        _code = code;
        _version = version;
        _body = body;
        _warnings = warnings;
    }

    /// <summary>Whether the request was refused.</summary>
    public bool Refused => _code >= 400;

    /// <summary>Whether the answer says something about the present state without having changed it: refusals for what is or is not there, and "nothing to do".</summary>
    public bool RestsOnCurrentState => _code is 404 or 409 or 422 or 200;

    /// <summary>Shows a version of the object.</summary>
    public static WriteOutcome Of(int code, ObjectVersion version, string[] warnings) => new(code, version, null, warnings);

    /// <summary>Shows something else: a success Status, a Scale. <paramref name="version"/> is the version that it is about, if there is one.</summary>
    public static WriteOutcome Of(int code, IJsonModel body, ObjectVersion? version, string[] warnings) => new(code, version, _ => body, warnings);

    /// <summary>A refusal.</summary>
    public static WriteOutcome Of(Status refusal) => new(refusal.Code ?? 500, null, _ => refusal, []);

    /// <summary>The same outcome, shown as something else: once the version has its revision.</summary>
    public WriteOutcome As(Func<ObjectVersion, IJsonModel> view) =>
        _version is null ? this : new WriteOutcome(_code, _version, version => view(version!), _warnings);

    /// <summary>The same outcome, said in other words: of an action that came to a deletion, for instance.</summary>
    public WriteOutcome Instead(IJsonModel body, int code) => new(code, _version, _ => body, _warnings);

    /// <summary>The answer; after the commit.</summary>
    public WriteResult ToResult() =>
        new(_code, _body is null ? _version!.ToArray() : JsonModel.ToBytes(_body(_version)), _version?.Revision ?? 0, _warnings);
}
