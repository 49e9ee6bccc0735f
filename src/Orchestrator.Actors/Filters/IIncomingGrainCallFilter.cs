namespace Orleans;

/// <summary>Runs around every call that comes in to a grain, inside its turn. A grain may implement it for its own calls.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Awaits <see cref="IGrainCallContext.Invoke"/> to go on; may read and replace arguments and result, or throw.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>A filter as a delegate.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
