using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Nodes;

/// <summary>What this machine is and has.</summary>
internal static class Machine
{
    /// <summary>The level of the API that the agent keeps to.</summary>
    public const string KubeletVersion = "v1.35.0";

    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    public static int ProcessorCount => System.Environment.ProcessorCount;

    public static long MemoryBytes { get; } = ReadMemory("MemTotal:");

    public static long AvailableMemoryBytes => ReadMemory("MemAvailable:");

    public static DriveInfo Disk(string directory) => new(Path.GetFullPath(directory));

    public static NodeSystemInfo SystemInfo(string runtimeVersion, string? osImage) => new()
    {
        MachineID = Text("/etc/machine-id"),
        SystemUUID = Text("/sys/class/dmi/id/product_uuid"),
        BootID = Text("/proc/sys/kernel/random/boot_id"),
        KernelVersion = Text("/proc/sys/kernel/osrelease"),
        OsImage = osImage ?? RuntimeInformation.OSDescription,
        ContainerRuntimeVersion = runtimeVersion,
        KubeletVersion = KubeletVersion,
        KubeProxyVersion = "",
        OperatingSystem = "linux",
        Architecture = Architecture,
    };

    /// <summary>The machine's addresses, the one of the default route first; as kubelet, no loopback and no link-local ones.</summary>
    public static List<string> Addresses()
    {
        var addresses = new List<string>();
        foreach (var adapter in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (adapter.OperationalStatus != OperationalStatus.Down && adapter.NetworkInterfaceType != NetworkInterfaceType.Loopback && !IsBridge(adapter.Name))
            {
                addresses.AddRange(adapter.GetIPProperties().UnicastAddresses
                    .Where(static a => a.Address.AddressFamily == AddressFamily.InterNetwork || !a.Address.IsIPv6LinkLocal)
                    .Select(static a => a.Address.ToString()));
            }
        }

        if (DefaultRouteAddress() is { } primary)
        {
            addresses.Remove(primary);
            addresses.Insert(0, primary);
        }

        return addresses is [] ? ["127.0.0.1"] : addresses is [var first, ..] ? [first] : addresses;
    }

    // Bridges and container interfaces come and go.
    private static bool IsBridge(string name) => Directory.Exists($"/sys/class/net/{name}/bridge") || name.StartsWith("veth", StringComparison.Ordinal);

    // Connecting a datagram socket sends nothing, but makes the kernel choose the address. The target is a documentation address.
    private static string? DefaultRouteAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(IPAddress.Parse("198.51.100.1"), 9);
            return (socket.LocalEndPoint as IPEndPoint)?.Address.ToString();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static long ReadMemory(string field)
    {
        foreach (var line in File.ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(field.Length).Trim(" kB"), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
            }
        }

        return 0;
    }

    private static string Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
