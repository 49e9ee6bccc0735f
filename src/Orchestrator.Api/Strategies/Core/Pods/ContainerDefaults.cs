using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Defaults of containers, their ports, environment and probes.</summary>
internal static class ContainerDefaults
{
    public static void Container(Container container)
    {
        container.ImagePullPolicy ??= PullPolicy(container.Image);
        container.TerminationMessagePath ??= "/dev/termination-log";
        container.TerminationMessagePolicy ??= "File";
        Ports(container.Ports);
        Environment(container.Env);
        Probe(container.LivenessProbe);
        Probe(container.ReadinessProbe);
        Probe(container.StartupProbe);
        Handler(container.Lifecycle?.PostStart);
        Handler(container.Lifecycle?.PreStop);
    }

    public static void Ephemeral(EphemeralContainer container)
    {
        container.ImagePullPolicy ??= PullPolicy(container.Image);
        container.TerminationMessagePath ??= "/dev/termination-log";
        container.TerminationMessagePolicy ??= "File";
        Ports(container.Ports);
        Environment(container.Env);
    }

    /// <summary>An image without a tag and digest, or with the tag <c>latest</c>, is pulled always.</summary>
    public static string PullPolicy(string? image)
    {
        var name = image.AsSpan();
        if (name.Contains('@'))
        {
            return "IfNotPresent";
        }

        var last = name[(name.LastIndexOf('/') + 1)..];
        var colon = last.LastIndexOf(':');
        return colon < 0 || last[(colon + 1)..] is "latest" ? "Always" : "IfNotPresent";
    }

    private static void Ports(List<ContainerPort>? ports)
    {
        foreach (var port in ports ?? [])
        {
            port.Protocol ??= "TCP";
        }
    }

    private static void Environment(List<EnvVar>? variables)
    {
        foreach (var variable in variables ?? [])
        {
            if (variable.ValueFrom?.FieldRef is { } field)
            {
                field.ApiVersion ??= "v1";
            }
        }
    }

    private static void Probe(Probe? probe)
    {
        if (probe is null)
        {
            return;
        }

        probe.TimeoutSeconds = OrDefault(probe.TimeoutSeconds, 1);
        probe.PeriodSeconds = OrDefault(probe.PeriodSeconds, 10);
        probe.SuccessThreshold = OrDefault(probe.SuccessThreshold, 1);
        probe.FailureThreshold = OrDefault(probe.FailureThreshold, 3);
        Http(probe.HttpGet);
        if (probe.Grpc is { } grpc)
        {
            grpc.Service ??= "";
        }
    }

    private static void Handler(LifecycleHandler? handler) => Http(handler?.HttpGet);

    private static void Http(HTTPGetAction? http)
    {
        if (http is not null)
        {
            http.Path ??= "/";
            http.Scheme ??= "HTTP";
        }
    }

    private static int OrDefault(int? value, int otherwise) => value is null or 0 ? otherwise : value.Value;
}
