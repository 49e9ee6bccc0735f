namespace Orleans.Runtime;

/// <summary>A grain asks for a provider that the silo does not have.</summary>
public sealed class BadProviderConfigException : OrleansException
{
    internal BadProviderConfigException(string message)
        : base(message)
    {
    }
}
