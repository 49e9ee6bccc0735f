using Orchestrator.Api.Models.FlowControl.V1;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>
/// The two schemas and the two levels that every server has and nobody may change: <c>exempt</c>, for the administrators' own requests,
/// and <c>catch-all</c>, for what nothing else takes. Of the level <c>exempt</c> the shares may change.
/// </summary>
public static class MandatoryFlowControl
{
    private const string Exempt = "exempt";
    private const string CatchAll = "catch-all";
    private const int LastPrecedence = 10000;

    /// <summary>The spec of a mandatory schema; null for any other name.</summary>
    public static FlowSchemaSpec? Schema(string? name) => name switch
    {
        Exempt => Everything(Exempt, 1, null, Group("system:masters")),
        CatchAll => Everything(CatchAll, LastPrecedence, "ByUser", Group("system:unauthenticated"), Group("system:authenticated")),
        _ => null,
    };

    /// <summary>The spec of a mandatory level; null for any other name.</summary>
    public static PriorityLevelConfigurationSpec? Level(string? name) => name switch
    {
        Exempt => new() { Type = "Exempt", Exempt = new() { NominalConcurrencyShares = 0, LendablePercent = 0 } },
        CatchAll => new()
        {
            Type = "Limited",
            Limited = new() { NominalConcurrencyShares = 5, LendablePercent = 0, LimitResponse = new() { Type = "Reject" } },
        },
        _ => null,
    };

    /// <summary>A schema for all requests of some subjects.</summary>
    public static FlowSchemaSpec Everything(string level, int precedence, string? distinguisher, params List<Subject> subjects) => new()
    {
        PriorityLevelConfiguration = new() { Name = level },
        MatchingPrecedence = precedence,
        DistinguisherMethod = distinguisher is null ? null : new() { Type = distinguisher },
        Rules =
        [
            new()
            {
                Subjects = subjects,
                ResourceRules = [new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"], ClusterScope = true, Namespaces = ["*"] }],
                NonResourceRules = [new() { Verbs = ["*"], NonResourceURLs = ["*"] }],
            },
        ],
    };

    /// <summary>The members of a group.</summary>
    public static Subject Group(string name) => new() { Kind = "Group", Group = new() { Name = name } };

    internal static bool Same(PriorityLevelConfigurationSpec spec, PriorityLevelConfigurationSpec mandatory) => spec.Type == "Exempt" && mandatory.Type == "Exempt"
        ? spec.Limited is null
        : SpecEquality.Same(spec, mandatory);
}
