using Orchestrator.Actors.Calls;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orchestrator.Actors.Filters;

/// <summary>What both directions have in common.</summary>
internal abstract class FilteredCall(GrainRequest request)
{
    private int _next;

    public IInvokable Request => request;

    public string InterfaceName => request.Method.InterfaceName;

    public string MethodName => request.Method.Name;

    public GrainId? SourceId => request.Source?.GrainId;

    public GrainId TargetId => request.Callee.GrainId;

    public object? Result { get; set; }

    /// <summary>Goes on to the filter after the one that runs.</summary>
    public Task Invoke() => InvokeStage(_next++);

    /// <summary>Runs one filter, or after the last the call itself.</summary>
    protected abstract Task InvokeStage(int stage);
}
