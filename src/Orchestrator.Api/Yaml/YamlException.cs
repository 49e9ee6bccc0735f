namespace Orchestrator.Api.Yaml;

/// <summary>A text that is no YAML, or cannot be JSON, or grows beyond bounds when its aliases are followed.</summary>
public sealed class YamlException : Exception
{
    /// <summary>Makes one.</summary>
    public YamlException(string message)
        : base($"yaml: {message}")
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public YamlException(string message, Exception inner)
        : base($"yaml: {message}", inner)
    {
    }
}
