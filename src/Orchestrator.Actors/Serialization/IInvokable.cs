namespace Orleans.Serialization.Invocation;

/// <summary>A call as a value, for filters.</summary>
public interface IInvokable
{
    /// <summary>How many arguments, without the cancellation token.</summary>
    int GetArgumentCount();

    /// <summary>An argument; boxes it if it is a value.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces an argument before the call goes on.</summary>
    void SetArgument(int index, object? value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's full name.</summary>
    string GetInterfaceName();
}
