namespace Orleans;

/// <summary>Runs around every call that goes out, at the caller.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Awaits <see cref="IGrainCallContext.Invoke"/> to go on; may read and replace arguments and result, or throw.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>A filter as a delegate.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
