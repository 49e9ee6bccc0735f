namespace Orchestrator.Actors.Generator.Model;

/// <summary>A grain class: its type (with global::), its name in identities, its interfaces, its traits by name, an expression for each constructor parameter.</summary>
internal sealed record ClassModel(
    string Type,
    string GrainType,
    EquatableList<string> Interfaces,
    EquatableList<string> Traits,
    EquatableList<string> Arguments,
    EquatableList<Problem> Problems);
