using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Whom a subject of a binding means, as requests name them: a service account is the user <c>system:serviceaccount:NAMESPACE:NAME</c>.</summary>
/// <param name="IsGroup">Whether it is a group; otherwise a user.</param>
/// <param name="Name">The name.</param>
internal readonly record struct SubjectKey(bool IsGroup, string Name)
{
    private const string ServiceAccountUser = "system:serviceaccount:";

    /// <summary>The key of a subject, or null for a kind that means nobody.</summary>
    public static SubjectKey? Of(Subject subject, string bindingNamespace) => subject.Kind switch
    {
        "User" => new SubjectKey(false, subject.Name),
        "Group" => new SubjectKey(true, subject.Name),
        "ServiceAccount" when NamespaceOf(subject, bindingNamespace) is { Length: > 0 } ns => new SubjectKey(false, $"{ServiceAccountUser}{ns}:{subject.Name}"),
        _ => null,
    };

    /// <summary>The subject in words: <c>User "jane"</c>, <c>ServiceAccount "builder/ci"</c>.</summary>
    public static string Describe(Subject subject, string bindingNamespace) => subject.Kind == "ServiceAccount"
        ? $"{subject.Kind} \"{subject.Name}/{NamespaceOf(subject, bindingNamespace)}\""
        : $"{subject.Kind} \"{subject.Name}\"";

    private static string NamespaceOf(Subject subject, string bindingNamespace) => string.IsNullOrEmpty(subject.Namespace) ? bindingNamespace : subject.Namespace;
}
