using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Grains.Controllers.CustomResources;

/// <summary>Which of the names that a definition asks for it gets (a real server's <c>NamingConditionController</c>).</summary>
/// <param name="Accepted">The names that it has from now on.</param>
/// <param name="Reason">Why not all of them; <c>NoConflicts</c> when all.</param>
/// <param name="Message">The same for people.</param>
internal sealed record NameDecision(CustomResourceDefinitionNames Accepted, string Reason, string Message)
{
    /// <summary>Whether it got all.</summary>
    public bool IsGood => Reason == NoConflicts;

    private const string NoConflicts = "NoConflicts";

    /// <summary>Decides, knowing the names of resources and kinds that others have in the group.</summary>
    public static NameDecision Of(CustomResourceDefinition definition, HashSet<string> resources, HashSet<string> kinds)
    {
        var wanted = definition.Spec.Names;
        var present = definition.Status.AcceptedNames;
        var accepted = new CustomResourceDefinitionNames
        {
            Plural = present.Plural,
            Singular = present.Singular,
            ShortNames = present.ShortNames,
            Kind = present.Kind,
            ListKind = present.ListKind,
            Categories = wanted.Categories,
        };
        var reason = NoConflicts;
        var message = "no conflicts found";

        if (Allows(wanted.Plural, present.Plural, resources, "PluralConflict"))
        {
            accepted.Plural = wanted.Plural;
        }

        if (Allows(wanted.Singular ?? "", present.Singular ?? "", resources, "SingularConflict"))
        {
            accepted.Singular = wanted.Singular;
        }

        var taken = (wanted.ShortNames ?? []).Where(name => present.ShortNames?.Contains(name) != true && resources.Contains(name)).ToList();
        if (taken.Count > 0)
        {
            reason = "ShortNamesConflict";
            message = taken.Count == 1 ? InUse(taken[0]) : $"[{string.Join(", ", taken.Select(InUse))}]";
        }
        else
        {
            accepted.ShortNames = wanted.ShortNames;
        }

        if (Allows(wanted.Kind, present.Kind, kinds, "KindConflict"))
        {
            accepted.Kind = wanted.Kind;
        }

        if (Allows(wanted.ListKind ?? "", present.ListKind ?? "", kinds, "ListKindConflict"))
        {
            accepted.ListKind = wanted.ListKind;
        }

        return new NameDecision(accepted, reason, message);

        bool Allows(string name, string had, HashSet<string> used, string conflict)
        {
            if (name == had || !used.Contains(name))
            {
                return true;
            }

            reason = conflict;
            message = InUse(name);
            return false;
        }
    }

    private static string InUse(string name) => $"\"{name}\" is already in use";
}
