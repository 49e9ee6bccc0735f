namespace Orleans.Runtime;

/// <summary>A running timer of a grain.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the next due time and the period after it; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
