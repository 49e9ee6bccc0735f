using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>The table of bindings: the role, and in wide output whom it is given to.</summary>
internal static class BindingColumns
{
    /// <summary>The columns of a kind of binding.</summary>
    public static IReadOnlyList<TableColumn> Of<T>(Func<T, RoleRef> role, Func<T, List<Subject>?> subjects)
        where T : class, IKubeObject =>
    [
        Columns.Name<T>(),
        Columns.Text<T>("Role", binding => $"{role(binding).Kind}/{role(binding).Name}", "The role that it gives"),
        Columns.Age<T>(),
        Columns.Wide<T>("Users", binding => Names(subjects(binding), "User"), "The users to whom it gives the role"),
        Columns.Wide<T>("Groups", binding => Names(subjects(binding), "Group"), "The groups to whom it gives the role"),
        Columns.Wide<T>("ServiceAccounts", binding => Names(subjects(binding), "ServiceAccount"), "The service accounts to whom it gives the role"),
    ];

    private static string Names(List<Subject>? subjects, string kind) => string.Join(
        ", ", (subjects ?? []).Where(subject => subject.Kind == kind).Select(subject => kind == "ServiceAccount" ? $"{subject.Namespace}/{subject.Name}" : subject.Name));
}
