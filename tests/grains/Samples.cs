namespace Orchestrator.Grains.Tests;

/// <summary>Objects that are valid and have nothing remarkable.</summary>
public static class Samples
{
    /// <summary>A deployment of one container, <c>web</c>, with the label <c>app=web</c>.</summary>
    public const string Deployment =
        """{"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"nginx"}]}}}}""";

    /// <summary>A pod of one container.</summary>
    public const string Pod = """{"spec":{"containers":[{"name":"web","image":"nginx"}]}}""";

    /// <summary>A pod of one container, on a node.</summary>
    public static string PodOn(string node) => $$"""{"spec":{"nodeName":"{{node}}","containers":[{"name":"web","image":"nginx"}] } }""";
}
