using System.Text;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>The header by which the daemon is given a registry's user and password.</summary>
internal static class RegistryAuth
{
    public static string Header(RegistryCredentials credentials)
    {
        using var buffer = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("username", credentials.UserName);
            writer.WriteString("password", credentials.Password);
            writer.WriteString("serveraddress", credentials.Server);
            writer.WriteEndObject();
        }

        return Convert.ToBase64String(buffer.ToArray()).Replace('+', '-').Replace('/', '_');
    }
}
