namespace Orleans.Runtime;

/// <summary>A failure of the runtime, as opposed to one of a grain.</summary>
public class OrleansException : Exception
{
    public OrleansException()
    {
    }

    public OrleansException(string message)
        : base(message)
    {
    }

    public OrleansException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The request was refused before a grain saw it.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The silo that would have hosted the grain is stopping or gone.</summary>
public class SiloUnavailableException : OrleansMessageRejectionException
{
    internal SiloUnavailableException(string message)
        : base(message)
    {
    }
}
