using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Reading;

/// <summary>Reads what selectors go by. Pods that are alike in it get the same instance.</summary>
internal sealed class TraitsReader
{
    private const int MaxKnown = 16_384;
    private readonly Dictionary<string, PodTraits> _known = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    /// <summary>The pod's traits.</summary>
    public PodTraits Read(string namespaceName, Pod pod)
    {
        var labels = pod.Metadata.Labels ?? None;
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        _text.Clear().Append(terminating ? '-' : '+').Append(namespaceName);
        foreach (var (key, value) in RequirementsSignature.Sorted(labels))
        {
            _text.Append('\n').Append(key).Append('=').Append(value);
        }

        var text = _text.ToString();
        if (!_known.TryGetValue(text, out var traits))
        {
            if (_known.Count == MaxKnown)
            {
                _known.Clear();
            }

            traits = new PodTraits(namespaceName, labels, terminating);
            _known.Add(text, traits);
        }

        return traits;
    }

    private static readonly Dictionary<string, string> None = [];
}
