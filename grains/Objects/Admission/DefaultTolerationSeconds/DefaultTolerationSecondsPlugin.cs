using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.DefaultTolerationSeconds;

/// <summary>A pod that says nothing else stays for five minutes on a node that is not ready or cannot be reached.</summary>
/// <param name="defaults">How long it stays.</param>
internal sealed class DefaultTolerationSecondsPlugin(DefaultTolerations defaults) : IMutatingAdmissionPlugin
{
    private const string NotReady = "node.kubernetes.io/not-ready";
    private const string Unreachable = "node.kubernetes.io/unreachable";
    private const string NoExecute = "NoExecute";

    /// <inheritdoc/>
    public string Name => "DefaultTolerationSeconds";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Saves(Resources.Pods);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var spec = ((Pod)attributes.Object!).Spec;
        var notReady = Tolerates(spec.Tolerations, NotReady);
        var unreachable = Tolerates(spec.Tolerations, Unreachable);
        if (!notReady)
        {
            Add(spec, NotReady, defaults.NotReadySeconds);
        }

        if (!unreachable)
        {
            Add(spec, Unreachable, defaults.UnreachableSeconds);
        }

        return ValueTask.CompletedTask;
    }

    private static bool Tolerates(List<Toleration>? tolerations, string key)
    {
        foreach (var toleration in tolerations ?? [])
        {
            if ((string.IsNullOrEmpty(toleration.Key) || toleration.Key == key) && (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == NoExecute))
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(PodSpec spec, string key, long seconds) =>
        (spec.Tolerations ??= []).Add(new Toleration { Key = key, Operator = "Exists", Effect = NoExecute, TolerationSeconds = seconds });
}
