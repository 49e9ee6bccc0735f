namespace Orchestrator.Actors.Generator.Model;

/// <summary>A grain or observer interface: its type (with global::), its full name (without), the name of the generated reference class.</summary>
internal sealed record InterfaceModel(
    string Type, string Name, string ReferenceName, EquatableList<MethodModel> Methods, EquatableList<Problem> Problems);
