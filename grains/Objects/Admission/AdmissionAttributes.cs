using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>What an admission plugin is told of a request.</summary>
public sealed class AdmissionAttributes
{
    /// <summary>What the request does.</summary>
    public required AdmissionOperation Operation { get; init; }

    /// <summary>
    /// The new object, which plugins may change while they admit; null for a delete. Of a subresource that is an object of its own (a Binding), that object.
    /// </summary>
    public IKubeObject? Object { get; init; }

    /// <summary>The object as it is, never changed; null for a create.</summary>
    public IKubeObject? OldObject { get; init; }

    /// <summary>The object's key.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>The object's kind.</summary>
    public required KindDescriptor Kind { get; init; }

    /// <summary>The subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The request's options.</summary>
    public WriteOptions Options { get; init; } = WriteOptions.None;

    /// <summary>The sort of request.</summary>
    public AdmissionTarget Target => new(Key.GroupResource, Subresource, Operation, Kind.Namespaced);

    /// <summary>The object's revision before the request; 0 for a create.</summary>
    internal long BaseRevision { get; init; }

    internal AdmissionPlan? Plan { get; set; }

    internal IAdmissionSink? Sink { get; init; }

    /// <summary>Adds a warning for the client.</summary>
    public void Warn(string text) => Sink?.Warn(text);

    /// <summary>403 in a real server's words: <c>pods "web" is forbidden: why</c>.</summary>
    public ApiException Forbidden(string why) => new(StatusFactory.Forbidden(Key.GroupResource, Key.Name, why));

    internal static AdmissionAttributes Of(WriteContext context, AdmissionOperation operation, IKubeObject? value, IKubeObject? old) => new()
    {
        Operation = operation,
        Object = value,
        OldObject = old,
        Key = context.Key,
        Kind = context.Kind,
        Subresource = context.Request.Subresource,
        Caller = context.Request.Caller,
        Options = context.Request.Options,
        BaseRevision = context.Current?.Revision ?? 0,
        Sink = context,
    };
}
