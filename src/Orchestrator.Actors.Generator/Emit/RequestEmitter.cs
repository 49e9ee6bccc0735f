using Orchestrator.Actors.Generator.Model;

namespace Orchestrator.Actors.Generator.Emit;

/// <summary>Writes the request class of a method: its arguments as fields, and the typed call.</summary>
internal static class RequestEmitter
{
    public static void Emit(SourceWriter writer, InterfaceModel type, MethodModel method, string name)
    {
        var arguments = Arguments(method);
        writer
            .Line($"private sealed class {name} : global::Orchestrator.Actors.Calls.{BaseClass(method)}")
            .Open()
            .Line("private static readonly global::Orchestrator.Actors.Calls.GrainMethod TheMethod = new(")
            .Line($"    \"{type.Name}\", \"{method.Name}\", oneWay: {Literal(method.IsOneWay)}, alwaysInterleave: {Literal(method.IsAlwaysInterleaved)}, readOnly: {Literal(method.IsReadOnly)});")
            .Line();
        for (var i = 0; i < arguments.Count; i++)
        {
            writer.Line($"public {arguments[i].Type} _{i};");
        }

        writer.Line().Line($"public {name}() : base(TheMethod) {{ }}").Line();
        EmitInvoke(writer, method);
        EmitArguments(writer, arguments);
        writer.Close();
    }

    /// <summary>The parameters without the cancellation token, which travels on its own.</summary>
    public static List<ParameterModel> Arguments(MethodModel method) => [.. method.Parameters.Where(p => !p.IsCancellation)];

    private static string BaseClass(MethodModel method) => method.ResultType is null ? "PlainRequest" : $"ResultRequest<{method.ResultType}>";

    private static string Literal(bool value) => value ? "true" : "false";

    private static void EmitInvoke(SourceWriter writer, MethodModel method)
    {
        var next = 0;
        var values = string.Join(", ", method.Parameters.Select(p => p.IsCancellation ? "Cancellation" : $"_{next++}"));
        var call = $"(({method.DeclaringType})target).{method.Name}({values})";
        var task = method.ResultType is null
            ? "global::System.Threading.Tasks.ValueTask"
            : $"global::System.Threading.Tasks.ValueTask<{method.ResultType}>";
        writer.Line($"protected override {task} Invoke(object target)").Open();
        switch (method.Kind)
        {
            case ReturnKind.Void:
                writer.Line(call + ";").Line("return default;");
                break;
            case ReturnKind.Task:
                writer.Line($"return new {task}({call});");
                break;
            default:
                writer.Line($"return {call};");
                break;
        }

        writer.Close().Line();
    }

    private static void EmitArguments(SourceWriter writer, List<ParameterModel> arguments)
    {
        writer.Line($"public override int GetArgumentCount() => {arguments.Count};").Line();
        writer.Line("public override object? GetArgument(int index) => index switch").Open();
        for (var i = 0; i < arguments.Count; i++)
        {
            writer.Line($"{i} => _{i},");
        }

        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(index)),").Close(";").Line();
        writer.Line("public override void SetArgument(int index, object? value)").Open().Line("switch (index)").Open();
        for (var i = 0; i < arguments.Count; i++)
        {
            writer.Line($"case {i}: _{i} = ({arguments[i].Type})value!; break;");
        }

        writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(index));").Close().Close();
    }
}
