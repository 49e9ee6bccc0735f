namespace Orleans;

/// <summary>The type crosses a grain boundary. One process needs no serializer; the attribute is for runtimes that do.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;
