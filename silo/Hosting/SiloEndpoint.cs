namespace Orchestrator.Silo.Hosting;

/// <summary>Where the API is reached, known once the server listens.</summary>
public sealed class SiloEndpoint
{
    private volatile Uri? _address;

    /// <summary>The base address, such as <c>https://127.0.0.1:6443</c>.</summary>
    /// <exception cref="InvalidOperationException">The server does not listen yet.</exception>
    public Uri Address => _address ?? throw new InvalidOperationException("the server does not listen yet");

    internal void Set(Uri address) => _address = address;
}
