using Orchestrator.Actors.Generator.Model;

namespace Orchestrator.Actors.Generator.Emit;

/// <summary>Writes the reference class of an interface: each method makes its request and sends it.</summary>
internal static class ReferenceEmitter
{
    public static string Emit(InterfaceModel model)
    {
        var writer = new SourceWriter()
            .Line("namespace Orchestrator.Actors.Generated;")
            .Line()
            .Line($"internal sealed class {model.ReferenceName} : global::Orleans.Runtime.GrainReference, {model.Type}")
            .Open()
            .Line($"public {model.ReferenceName}(global::Orchestrator.Actors.Manifest.GrainInterface type, global::Orleans.Runtime.GrainId id) : base(type, id) {{ }}");
        for (var i = 0; i < model.Methods.Count; i++)
        {
            var request = $"Request{i}_{model.Methods[i].Name}";
            EmitMethod(writer.Line(), model.Methods[i], request);
            RequestEmitter.Emit(writer.Line(), model, model.Methods[i], request);
        }

        return writer.Close().ToString();
    }

    private static void EmitMethod(SourceWriter writer, MethodModel method, string request)
    {
        var parameters = string.Join(", ", method.Parameters.Select(p => $"{p.Type} @{p.Name}"));
        var fields = RequestEmitter.Arguments(method).Select((p, i) => $"_{i} = @{p.Name}");
        var token = method.Parameters.FirstOrDefault(p => p.IsCancellation) is { } cancellation ? $", @{cancellation.Name}" : "";
        var call = $"InvokeAsync(new {request} {{ {string.Join(", ", fields)} }}{token})";
        writer.Line($"{method.ReturnType} {method.DeclaringType}.{method.Name}({parameters}) =>");
        writer.Line(method.Kind == ReturnKind.ValueTask ? $"    new {method.ReturnType}({call});" : $"    {call};");
    }
}
