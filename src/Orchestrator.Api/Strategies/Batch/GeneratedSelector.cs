using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Selectors;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>
/// A job selects its pods by its own uid, so that no two jobs ever share pods. Selector and labels are made by the server, unless the client says
/// that it does so itself.
/// </summary>
internal static class GeneratedSelector
{
    private const string Uid = "batch.kubernetes.io/controller-uid";
    private const string Name = "batch.kubernetes.io/job-name";

    // The same before they had a prefix.
    private const string LegacyUid = "controller-uid";
    private const string LegacyName = "job-name";

    public static void Set(Job job)
    {
        if (job.Spec.ManualSelector == true)
        {
            return;
        }

        var labels = job.Spec.Template.Metadata.Labels ??= [];
        labels.TryAdd(LegacyName, job.Metadata.Name ?? "");
        labels.TryAdd(Name, job.Metadata.Name ?? "");
        labels.TryAdd(LegacyUid, job.Metadata.Uid ?? "");
        labels.TryAdd(Uid, job.Metadata.Uid ?? "");
        job.Spec.Selector ??= new();
        (job.Spec.Selector.MatchLabels ??= []).TryAdd(Uid, job.Metadata.Uid ?? "");
    }

    /// <summary>What a client put into the labels and the selector itself is what the server would have put there.</summary>
    public static void Validate(Job job, FieldErrors errors)
    {
        if (job.Spec.ManualSelector == true || job.Spec.Selector is not { } selector)
        {
            return;
        }

        var (uid, name) = (job.Metadata.Uid ?? "", job.Metadata.Name ?? "");
        if (uid.Length == 0)
        {
            errors.Required(FieldPath.Of("metadata", "uid"));
        }

        Label(job.Spec.Template.Metadata, LegacyUid, uid, errors);
        Label(job.Spec.Template.Metadata, Uid, uid, errors);
        Label(job.Spec.Template.Metadata, LegacyName, name, errors);
        Label(job.Spec.Template.Metadata, Name, name, errors);
        var generated = new Dictionary<string, string>(StringComparer.Ordinal) { [LegacyUid] = uid, [Uid] = uid, [LegacyName] = name, [Name] = name };
        var syntax = new FieldErrors();
        Validation.LabelSelectorRules.Validate(selector, syntax, FieldPath.Of("spec", "selector"));
        if (syntax.Count == 0 && !selector.ToSelector().Matches(generated))
        {
            errors.Invalid(FieldPath.Of("spec", "selector"), selector, "`selector` not auto-generated");
        }
    }

    private static void Label(ObjectMeta template, string key, string expected, FieldErrors errors)
    {
        var path = FieldPath.Of("spec", "template").Child("metadata", "labels").Key(key);
        if (template.Labels?.TryGetValue(key, out var value) != true)
        {
            errors.Required(path, $"must be '{expected}'");
        }
        else if (value != expected)
        {
            errors.Invalid(path, template.Labels, $"must be '{expected}'");
        }
    }
}
