using System.Buffers;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Validation;
using Rule = Orchestrator.Api.Models.AdmissionRegistration.V1.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks what stands around the expressions of a policy: their names, messages and reasons.</summary>
internal static class AdmissionExpressionRules
{
    private const int LongestAnnotation = 5 * 1024;
    private static readonly string[] Reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"];
    private static readonly SearchValues<char> Identifier = SearchValues.Create("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly HashSet<string> Reserved =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while",
    ];

    public static void Variables(List<Variable> variables, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(variables[i].Name))
            {
                errors.Required(path.Index(i).Child("name"), "name is not specified");
            }
            else if (!IsIdentifier(variables[i].Name))
            {
                errors.Invalid(path.Index(i).Child("name"), variables[i].Name, "name is not a valid CEL identifier");
            }

            Expression(variables[i].Expression, "expression", errors, path.Index(i));
        }
    }

    public static void Validations(List<Rule> rules, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            One(rules[i], errors, path.Index(i));
        }
    }

    public static void Annotations(string policy, List<AuditAnnotation> annotations, FieldErrors errors, FieldPath path)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < annotations.Count; i++)
        {
            var at = path.Index(i);
            var name = $"{policy}/{annotations[i].Key}";
            errors.Invalid(at.Child("key"), name, NameRules.QualifiedName(name));
            Expression(annotations[i].ValueExpression, "valueExpression", errors, at);
            if (annotations[i].ValueExpression.Trim().Length > LongestAnnotation)
            {
                errors.Required(at.Child("valueExpression"), $"must not exceed {LongestAnnotation} bytes in length");
            }

            if (!keys.Add(annotations[i].Key))
            {
                errors.Duplicate(at.Child("key"), annotations[i].Key);
            }
        }
    }

    private static void One(Rule rule, FieldErrors errors, FieldPath path)
    {
        Expression(rule.Expression, "expression", errors, path);
        if (rule.MessageExpression is { Length: > 0 } expression && string.IsNullOrWhiteSpace(expression))
        {
            errors.Invalid(path.Child("messageExpression"), expression, "must be non-empty if specified");
        }

        if (rule.Message is { Length: > 0 } message)
        {
            if (string.IsNullOrWhiteSpace(message))
            {
                errors.Invalid(path.Child("message"), message, "message must be non-empty if specified");
            }
            else if (message.AsSpan().Trim().IndexOfAny('\n', '\r') >= 0)
            {
                errors.Invalid(path.Child("message"), message, "message must not contain line breaks");
            }
        }

        if (rule.Reason is { } reason)
        {
            FieldRules.OneOf(reason, Reasons, errors, path.Child("reason"));
        }
    }

    private static void Expression(string expression, string field, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrWhiteSpace(expression))
        {
            errors.Required(path.Child(field), $"{field} is not specified");
        }
    }

    private static bool IsIdentifier(string name) => !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Identifier) && !Reserved.Contains(name);
}
