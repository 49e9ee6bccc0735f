using System.CommandLine;
using Orchestrator.Api.Json;
using Orchestrator.Api.Yaml;
using Orchestrator.Cli.Running;
using Orchestrator.Grains.Controllers.PodGarbage;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Objects.Admission.DefaultTolerationSeconds;
using Orchestrator.Grains.Scheduling.Configuration;

namespace Orchestrator.Cli.Commands;

/// <summary>The options of <c>up</c> that a real cluster has at kube-controller-manager, kube-scheduler (<c>--config</c>) and kube-apiserver, under their names.</summary>
internal sealed class ControlPlaneFlags
{
    private readonly List<Option<string?>> _all = [];
    private readonly Option<string?> _scheduler;
    private readonly PodNetworkFlags _network;
    private readonly Option<string?> _gracePeriod;
    private readonly Option<string?> _rate;
    private readonly Option<string?> _secondaryRate;
    private readonly Option<string?> _unhealthyZone;
    private readonly Option<string?> _largeZone;
    private readonly Option<string?> _notReady;
    private readonly Option<string?> _unreachable;
    private readonly Option<string?> _endedPods;

    public ControlPlaneFlags()
    {
        _scheduler = Flag("scheduler-config", "FILE", "a KubeSchedulerConfiguration: the scheduler's profiles");
        _network = new PodNetworkFlags(Flag);
        _gracePeriod = Flag("node-monitor-grace-period", "DURATION", "how long a node may be silent before it counts as failed (default: 50s)");
        _rate = Flag("node-eviction-rate", "RATE", "how many failed nodes a second lose their pods, in each zone (default: 0.1)");
        _secondaryRate = Flag("secondary-node-eviction-rate", "RATE", "the same in a large zone that has failed in part (default: 0.01)");
        _unhealthyZone = Flag("unhealthy-zone-threshold", "PART", "the part of a zone's nodes by which it has failed (default: 0.55)");
        _largeZone = Flag("large-cluster-size-threshold", "N", "a zone of more nodes is large; a smaller one that has failed in part keeps its pods (default: 50)");
        _notReady = Flag("default-not-ready-toleration-seconds", "N", "how long pods stay on a node that is not ready (default: 300)");
        _unreachable = Flag("default-unreachable-toleration-seconds", "N", "how long pods stay on a node that cannot be reached (default: 300)");
        _endedPods = Flag("terminated-pod-gc-threshold", "N", "how many pods that have ended are kept; 0 for all (default: 12500)");
    }

    /// <summary>Gives the command these options.</summary>
    public void AddTo(Command command) => _all.ForEach(command.Add);

    /// <summary>Reads what was given.</summary>
    /// <exception cref="CommandException">It makes no sense.</exception>
    public ControlPlaneOptions Read(ParseResult parsed)
    {
        var file = parsed.GetValue(_scheduler) is { } path ? Path.GetFullPath(path) : null;
        var (nodes, tolerations, pods) = (new NodeLifecycleOptions(), new DefaultTolerations(), new PodGarbageOptions());
        return new ControlPlaneOptions
        {
            SchedulerFile = file,
            Scheduler = file is null ? SchedulerConfiguration.Default : ReadScheduler(file),
            PodNetwork = _network.Read(parsed),
            NodeLifecycle = new NodeLifecycleOptions
            {
                MonitorGracePeriod = FlagValues.Duration(parsed, _gracePeriod) ?? nodes.MonitorGracePeriod,
                EvictionRate = FlagValues.Number(parsed, _rate) ?? nodes.EvictionRate,
                SecondaryEvictionRate = FlagValues.Number(parsed, _secondaryRate) ?? nodes.SecondaryEvictionRate,
                UnhealthyZoneThreshold = FlagValues.Part(parsed, _unhealthyZone) ?? nodes.UnhealthyZoneThreshold,
                LargeZone = FlagValues.Count(parsed, _largeZone) ?? nodes.LargeZone,
            },
            Tolerations = new DefaultTolerations
            {
                NotReadySeconds = FlagValues.Count(parsed, _notReady) ?? tolerations.NotReadySeconds,
                UnreachableSeconds = FlagValues.Count(parsed, _unreachable) ?? tolerations.UnreachableSeconds,
            },
            PodGarbage = new PodGarbageOptions { TerminatedPodThreshold = FlagValues.Count(parsed, _endedPods) ?? pods.TerminatedPodThreshold },
            Arguments = [.. _all.SelectMany(flag => parsed.GetValue(flag) is { } given ? new[] { flag.Name, flag == _scheduler ? file! : given } : [])],
        };
    }

    private static SchedulerConfiguration ReadScheduler(string file)
    {
        try
        {
            return SchedulerConfigurationFile.Read(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException or YamlException or JsonDecodeException or System.Text.Json.JsonException
            or InvalidOperationException or ArgumentException)
        {
            throw new CommandException($"--scheduler-config {file}: {wrong.Message}");
        }
    }

    private Option<string?> Flag(string name, string value, string description)
    {
        var flag = new Option<string?>("--" + name) { HelpName = value, Description = description };
        _all.Add(flag);
        return flag;
    }
}
