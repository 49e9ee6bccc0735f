using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Validation;

/// <summary>Checks the metadata that every object has, with the messages of apimachinery's <c>ValidateObjectMeta</c>.</summary>
public static class MetadataRules
{
    /// <summary>The most bytes that all annotations of an object may have together.</summary>
    public const int MaximumAnnotationBytes = 256 * 1024;

    private static readonly FieldPath Path = FieldPath.Of("metadata");

    /// <summary>Checks the metadata of a new object.</summary>
    /// <param name="meta">The metadata.</param>
    /// <param name="namespaced">Whether the kind lives in namespaces.</param>
    /// <param name="checkName">The kind's rule for names; its second argument says whether the name is a prefix.</param>
    /// <param name="errors">Where to say what is wrong.</param>
    /// <param name="path">Where the metadata stands, if not at the root.</param>
    public static void Validate(ObjectMeta meta, bool namespaced, Func<string, bool, IReadOnlyList<string>> checkName, FieldErrors errors, FieldPath? path = null)
    {
        path ??= Path;
        if (!string.IsNullOrEmpty(meta.GenerateName))
        {
            errors.Invalid(path.Child("generateName"), meta.GenerateName, checkName(meta.GenerateName, true));
        }

        if (string.IsNullOrEmpty(meta.Name))
        {
            errors.Required(path.Child("name"), "name or generateName is required");
        }
        else
        {
            errors.Invalid(path.Child("name"), meta.Name, checkName(meta.Name, false));
        }

        Namespace(meta, namespaced, errors, path);
        Common(meta, errors, path);
    }

    /// <summary>Checks changed metadata: most of what the server sets never changes.</summary>
    public static void ValidateUpdate(ObjectMeta meta, ObjectMeta old, bool namespaced, Func<string, bool, IReadOnlyList<string>> checkName, FieldErrors errors)
    {
        Common(meta, errors, Path);
        Finalizers(meta, old, errors);
        Immutable("name", meta.Name, old.Name, errors);
        Immutable("namespace", meta.Namespace, old.Namespace, errors);
        Immutable("uid", meta.Uid, old.Uid, errors);
        Immutable("creationTimestamp", Text(meta.CreationTimestamp), Text(old.CreationTimestamp), errors);
        Immutable("deletionTimestamp", Text(meta.DeletionTimestamp), Text(old.DeletionTimestamp), errors);
        if (meta.DeletionGracePeriodSeconds != old.DeletionGracePeriodSeconds)
        {
            errors.Invalid(Path.Child("deletionGracePeriodSeconds"), meta.DeletionGracePeriodSeconds, "field is immutable");
        }

        if (meta.Generation < old.Generation)
        {
            errors.Invalid(Path.Child("generation"), meta.Generation, "must not be decremented");
        }
    }

    /// <summary>
    /// Fills what an update may leave out. What is kept silently here is what a real server keeps silently: a deletion cannot be taken back.
    /// The rest <see cref="ValidateUpdate"/> refuses.
    /// </summary>
    public static void KeepSystemFields(ObjectMeta meta, ObjectMeta old)
    {
        meta.SelfLink = null;
        meta.Generation = old.Generation;
        meta.Uid = string.IsNullOrEmpty(meta.Uid) ? old.Uid : meta.Uid;
        meta.CreationTimestamp ??= old.CreationTimestamp;
        meta.DeletionTimestamp = old.DeletionTimestamp ?? meta.DeletionTimestamp;
        meta.DeletionGracePeriodSeconds ??= old.DeletionGracePeriodSeconds;
    }

    /// <summary>Checks labels at a path, as in templates.</summary>
    public static void Labels(IReadOnlyDictionary<string, string>? labels, FieldErrors errors, FieldPath path)
    {
        if (labels is null)
        {
            return;
        }

        foreach (var (key, value) in labels)
        {
            errors.Invalid(path, key, NameRules.QualifiedName(key));
            errors.Invalid(path, value, NameRules.LabelValue(value));
        }
    }

    /// <summary>Checks annotations at a path: keys are qualified names (upper case allowed in the prefix), and their sum is limited.</summary>
    public static void Annotations(IReadOnlyDictionary<string, string>? annotations, FieldErrors errors, FieldPath path)
    {
        if (annotations is null)
        {
            return;
        }

        long bytes = 0;
        foreach (var (key, value) in annotations)
        {
            var messages = NameRules.QualifiedName(key);
            if (messages.Count > 0)
            {
                errors.Invalid(path, key, NameRules.QualifiedName(key.ToLowerInvariant()));
            }

            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        }

        if (bytes > MaximumAnnotationBytes)
        {
            errors.TooLong(path, MaximumAnnotationBytes);
        }
    }

    private static void Namespace(ObjectMeta meta, bool namespaced, FieldErrors errors, FieldPath path)
    {
        if (!namespaced)
        {
            if (!string.IsNullOrEmpty(meta.Namespace))
            {
                errors.Forbidden(path.Child("namespace"), "not allowed on this type");
            }
        }
        else if (string.IsNullOrEmpty(meta.Namespace))
        {
            errors.Required(path.Child("namespace"));
        }
        else
        {
            errors.Invalid(path.Child("namespace"), meta.Namespace, NameRules.Dns1123Label(meta.Namespace));
        }
    }

    private static void Common(ObjectMeta meta, FieldErrors errors, FieldPath path)
    {
        if (meta.Generation < 0)
        {
            errors.Invalid(path.Child("generation"), meta.Generation, "must be greater than or equal to 0");
        }

        Labels(meta.Labels, errors, path.Child("labels"));
        Annotations(meta.Annotations, errors, path.Child("annotations"));
        OwnerReferenceRules.Validate(meta.OwnerReferences, errors, path.Child("ownerReferences"));
        FinalizerRules.Validate(meta.Finalizers, errors, path.Child("finalizers"));
    }

    private static void Finalizers(ObjectMeta meta, ObjectMeta old, FieldErrors errors)
    {
        if (old.DeletionTimestamp is null || meta.Finalizers is null)
        {
            return;
        }

        var added = meta.Finalizers.Except(old.Finalizers ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (added.Count > 0)
        {
            var list = string.Join(", ", added.Select(name => $"\"{name}\""));
            errors.Forbidden(Path.Child("finalizers"), $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
        }
    }

    private static void Immutable(string field, string? value, string? old, FieldErrors errors)
    {
        if (!string.Equals(value ?? "", old ?? "", StringComparison.Ordinal))
        {
            errors.Invalid(Path.Child(field), value ?? "", "field is immutable");
        }
    }

    private static string? Text(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
