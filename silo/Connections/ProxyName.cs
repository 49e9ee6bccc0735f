namespace Orchestrator.Silo.Connections;

/// <summary>The name in a proxy's path: <c>NAME</c>, <c>NAME:PORT</c> or <c>SCHEME:NAME:PORT</c>.</summary>
/// <param name="Scheme">http, https or empty.</param>
/// <param name="Name">The object.</param>
/// <param name="Port">A number, a port's name, or empty.</param>
internal readonly record struct ProxyName(string Scheme, string Name, string Port)
{
    /// <summary>Reads it; null when it is in none of these forms.</summary>
    public static ProxyName? Parse(string text)
    {
        ProxyName? name = text.Split(':') switch
        {
            [var only] => new ProxyName("", only, ""),
            [var first, var port] => new ProxyName("", first, port),
            [var scheme, var middle, var port] when scheme is "" or "http" or "https" => new ProxyName(scheme, middle, port),
            _ => null,
        };
        return name is { Name.Length: > 0 } ? name : null;
    }
}
