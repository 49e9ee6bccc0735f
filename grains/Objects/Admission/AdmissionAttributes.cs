using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>What an admission plugin is told of a request.</summary>
public sealed class AdmissionAttributes
{
    private readonly WriteContext _context;

    private AdmissionAttributes(WriteContext context, AdmissionOperation operation, IKubeObject? value, IKubeObject? old)
    {
        _context = context;
        Operation = operation;
        Object = value;
        OldObject = old;
    }

    /// <summary>What the request does.</summary>
    public AdmissionOperation Operation { get; }

    /// <summary>The new object, which plugins may change while they admit; null for a delete.</summary>
    public IKubeObject? Object { get; }

    /// <summary>The object as it is, never changed; null for a create.</summary>
    public IKubeObject? OldObject { get; }

    /// <summary>The object's key.</summary>
    public ObjectKey Key => _context.Key;

    /// <summary>The object's kind.</summary>
    public KindDescriptor Kind => _context.Kind;

    /// <summary>The subresource, or empty.</summary>
    public string Subresource => _context.Request.Subresource;

    /// <summary>Who asks.</summary>
    public Caller Caller => _context.Request.Caller;

    /// <summary>The request's options.</summary>
    public WriteOptions Options => _context.Request.Options;

    /// <summary>Adds a warning for the client.</summary>
    public void Warn(string text) => _context.Warn(text);

    internal static AdmissionAttributes Of(WriteContext context, AdmissionOperation operation, IKubeObject? value, IKubeObject? old) =>
        new(context, operation, value, old);
}
