using System.Globalization;
using System.Text.Json.Serialization;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Simulation;

/// <summary>What simulated pods go through, as data: stages with delays, each the beginning of a state.</summary>
public sealed record PodTimeline
{
    /// <summary>Running and ready after a tenth of a second; gone a tenth of a second after its deletion.</summary>
    public static PodTimeline Default { get; } = new()
    {
        Stages = [new PodStage { AfterMilliseconds = 100, State = PodStageState.Ready }],
    };

    /// <summary>The stages in order.</summary>
    public IReadOnlyList<PodStage> Stages { get; init; } = [];

    /// <summary>How long a pod takes to end once it is deleted.</summary>
    public int TerminationMilliseconds { get; init; } = 100;

    /// <summary>The annotation of a pod that ends by itself: so many milliseconds after the last stage, with exit code 0.</summary>
    public const string EndsAfterAnnotation = "simulation.orchestrator.io/ends-after-milliseconds";

    /// <summary>The stages of one pod.</summary>
    internal IReadOnlyList<PodStage> StagesOf(Pod pod) =>
        pod.Metadata.Annotations?.TryGetValue(EndsAfterAnnotation, out var text) == true && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? [.. Stages, new PodStage { AfterMilliseconds = milliseconds, State = PodStageState.Ended }]
            : Stages;

    /// <summary>Where a pod that runs already goes on.</summary>
    internal static int AfterStart(IReadOnlyList<PodStage> stages)
    {
        var at = 0;
        while (at < stages.Count && stages[at].State != PodStageState.Ended)
        {
            at++;
        }

        return at;
    }
}

/// <summary>One stage.</summary>
public sealed record PodStage
{
    /// <summary>How long after the one before (the first: after the assignment) it begins.</summary>
    public int AfterMilliseconds { get; init; }

    /// <summary>Up to so much is added, so that not everything happens at once.</summary>
    public int JitterMilliseconds { get; init; }

    /// <summary>What begins.</summary>
    public PodStageState State { get; init; }

    /// <summary>The containers' exit code, for <see cref="PodStageState.Ended"/>: other than 0, the pod's restart policy decides what follows.</summary>
    public int ExitCode { get; init; }
}

/// <summary>The states of simulated pods.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PodStageState>))]
public enum PodStageState
{
    /// <summary>The node has taken the pod; images are pulled, containers made.</summary>
    Creating,

    /// <summary>Containers run but are not ready.</summary>
    Running,

    /// <summary>Containers run and are ready.</summary>
    Ready,

    /// <summary>Containers have ended; if they are to be restarted, the timeline begins again.</summary>
    Ended,
}

/// <summary>Timelines as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PodTimeline))]
public sealed partial class PodTimelineJson : JsonSerializerContext;
