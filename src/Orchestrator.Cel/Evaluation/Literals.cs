using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>A list that the expression writes.</summary>
internal sealed class ListNode(Node[] elements, bool[] optional) : Node
{
    private const int Cost = 10;

    public override CelValue Evaluate(ref Frame frame)
    {
        frame.Charge(Cost);
        var items = new List<CelValue>(elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            var value = elements[i].Evaluate(ref frame);
            if (value.IsError)
            {
                return value;
            }

            if (optional.Length == 0 || !optional[i])
            {
                items.Add(value);
            }
            else if (value.Kind != CelKind.Opaque || value.Opaque is not CelOptional inner)
            {
                return CelValue.NoOverload;
            }
            else if (inner.HasValue)
            {
                items.Add(inner.Value);
            }
        }

        return CelValue.Of(new ArrayList(items));
    }
}

/// <summary>A map that the expression writes.</summary>
internal sealed class MapNode(Node[] keys, Node[] values, bool[] optional) : Node
{
    private const int Cost = 30;

    public override CelValue Evaluate(ref Frame frame)
    {
        frame.Charge(Cost);
        var entries = HashMap.NewEntries(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Evaluate(ref frame);
            if (key.IsError)
            {
                return key;
            }

            var value = values[i].Evaluate(ref frame);
            if (value.IsError)
            {
                return value;
            }

            if (key.Kind is not (CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String))
            {
                return CelValue.Error("unsupported key type");
            }

            if (optional[i])
            {
                if (value.Kind != CelKind.Opaque || value.Opaque is not CelOptional inner)
                {
                    return CelValue.NoOverload;
                }

                if (!inner.HasValue)
                {
                    continue;
                }

                value = inner.Value;
            }

            if (!entries.TryAdd(key, value))
            {
                return CelValue.Error($"Failed with repeated key: {CelText.Show(key)}");
            }
        }

        return CelValue.Of(new HashMap(entries));
    }
}

/// <summary>A message that the expression makes.</summary>
internal sealed class MessageNode(CelObjectType type, string[] names, Node[] values, bool[] optional) : Node
{
    private const int Cost = 40;

    public override CelValue Evaluate(ref Frame frame)
    {
        frame.Charge(Cost);
        var fields = new Dictionary<string, CelValue>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            var value = values[i].Evaluate(ref frame);
            if (value.IsError)
            {
                return value;
            }

            if (!optional[i])
            {
                fields[names[i]] = value;
            }
            else if (value.Kind == CelKind.Opaque && value.Opaque is CelOptional { HasValue: true } inner)
            {
                fields[names[i]] = inner.Value;
            }
        }

        return CelValue.Of(new FieldsObject(type, fields));
    }
}
