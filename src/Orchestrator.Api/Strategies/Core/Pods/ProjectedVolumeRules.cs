using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks volumes that several sources are projected into: each source is one thing, and no two write the same file.</summary>
internal static class ProjectedVolumeRules
{
    private const long MinimumTokenSeconds = 600;
    private const long MaximumTokenSeconds = 1L << 32;

    public static void Validate(ProjectedVolumeSource? projected, FieldErrors errors, FieldPath volume)
    {
        if (projected is null)
        {
            return;
        }

        var path = volume.Child("projected");
        ProjectionRules.Mode(projected.DefaultMode, errors, path.Child("defaultMode"));
        var files = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < projected.Sources.Count; i++)
        {
            OneSource(projected.Sources[i], errors, path.Child("sources").Index(i));
            Source(projected.Sources[i], files, errors, path, path.Child("sources").Index(i));
        }
    }

    private static void OneSource(VolumeProjection source, FieldErrors errors, FieldPath path)
    {
        var count = 0;
        Count(source.Secret, "secret");
        Count(source.ConfigMap, "configMap");
        Count(source.DownwardAPI, "downwardAPI");
        Count(source.ServiceAccountToken, "serviceAccountToken");
        Count(source.ClusterTrustBundle, "clusterTrustBundle");
        Count(source.PodCertificate, "podCertificate");

        void Count(object? kind, string field)
        {
            if (kind is not null && ++count > 1)
            {
                errors.Forbidden(path.Child(field), "may not specify more than 1 volume type per source");
            }
        }
    }

    private static void Source(VolumeProjection source, HashSet<string> files, FieldErrors errors, FieldPath volume, FieldPath path)
    {
        if (source.Secret is { } secret)
        {
            MemberRules.Required(secret.Name, errors, path.Child("secret"), "name");
            ProjectionRules.Files(secret.Items, null, errors, path.Child("secret"));
            Collide(secret.Items?.Select(item => item.Path), secret.Name);
        }

        if (source.ConfigMap is { } configMap)
        {
            MemberRules.Required(configMap.Name, errors, path.Child("configMap"), "name");
            ProjectionRules.Files(configMap.Items, null, errors, path.Child("configMap"));
            Collide(configMap.Items?.Select(item => item.Path), configMap.Name);
        }

        if (source.DownwardAPI is { } downward)
        {
            ProjectionRules.Downward(downward.Items, null, errors, path.Child("downwardAPI"));
            Collide(downward.Items?.Select(item => item.Path), null);
        }

        if (source.ServiceAccountToken is { } token)
        {
            Token(token, errors, path.Child("serviceAccountToken"));
            Collide([token.Path], null);
        }

        if (source.ClusterTrustBundle is { } bundle)
        {
            TrustBundle(bundle, errors, path.Child("clusterTrustBundle"));
            Collide([bundle.Path], null);
        }

        if (source.PodCertificate is { } certificate)
        {
            PodCertificateRules.Validate(certificate, errors, path.Child("podCertificate"));
            Collide(PodCertificateRules.Paths(certificate), null);
        }

        void Collide(IEnumerable<string>? paths, string? name)
        {
            foreach (var file in paths ?? [])
            {
                if (file.Length > 0 && !files.Add(file))
                {
                    errors.Invalid(volume, name ?? file, "conflicting duplicate paths");
                }
            }
        }
    }

    private static void Token(ServiceAccountTokenProjection token, FieldErrors errors, FieldPath path)
    {
        switch (token.ExpirationSeconds)
        {
            case < MinimumTokenSeconds:
                errors.Invalid(path.Child("expirationSeconds"), token.ExpirationSeconds, "may not specify a duration less than 10 minutes");
                break;
            case > MaximumTokenSeconds:
                errors.Invalid(path.Child("expirationSeconds"), token.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds");
                break;
        }

        ProjectionRules.FilePath(token.Path, errors, path.Child("path"));
    }

    private static void TrustBundle(ClusterTrustBundleProjection bundle, FieldErrors errors, FieldPath path)
    {
        var (named, signed) = (bundle.Name is not null, bundle.SignerName is not null);
        if (named == signed)
        {
            errors.Invalid(path, bundle, named ? "only one of name and signerName may be used" : "either name or signerName must be specified");
        }

        if (bundle.Name?.Length == 0)
        {
            errors.Required(path.Child("name"), "must be a valid object name");
        }

        if (bundle.SignerName?.Length == 0)
        {
            errors.Required(path.Child("signerName"), "must be a valid signer name");
        }

        if (named && bundle.LabelSelector is not null)
        {
            errors.Invalid(path.Child("labelSelector"), bundle.LabelSelector, "must be unset if name is specified");
        }

        LabelSelectorRules.Validate(bundle.LabelSelector, errors, path.Child("labelSelector"));
        ProjectionRules.FilePath(bundle.Path, errors, path.Child("path"));
    }
}
