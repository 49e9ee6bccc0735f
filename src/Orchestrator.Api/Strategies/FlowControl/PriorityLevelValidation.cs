using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.FlowControl.V1;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>Checks priority levels.</summary>
internal static class PriorityLevelValidation
{
    private const string Exempt = "exempt";
    private const int MostQueues = 10_000_000;
    private const int HashBits = 60;
    private static readonly FieldPath Path = FieldPath.Of("spec");
    private static readonly string[] Types = ["Exempt", "Limited"];
    private static readonly string[] Responses = ["Queue", "Reject"];

    public static void Spec(string name, PriorityLevelConfigurationSpec spec, FieldErrors errors)
    {
        if (name == Exempt != (spec.Type == "Exempt"))
        {
            errors.Invalid(Path.Child("type"), spec.Type, "type must be 'Exempt' if and only if name is 'exempt'");
        }

        switch (spec)
        {
            case { Type: "Exempt" }:
                Forbidden(spec.Limited is not null, "limited", "must be nil if the type is not Limited", errors, Path);
                ExemptLevel(spec.Exempt, errors, Path.Child("exempt"));
                break;
            case { Type: "Limited" }:
                Forbidden(spec.Exempt is not null, "exempt", "must be nil if the type is Limited", errors, Path);
                if (spec.Limited is { } limited)
                {
                    Limited(limited, errors, Path.Child("limited"));
                }
                else
                {
                    errors.Required(Path.Child("limited"), "must not be empty when type is Limited");
                }

                break;
            default:
                errors.NotSupported(Path.Child("type"), spec.Type, Types);
                break;
        }
    }

    private static void ExemptLevel(ExemptPriorityLevelConfiguration? exempt, FieldErrors errors, FieldPath path)
    {
        if (exempt?.NominalConcurrencyShares < 0)
        {
            errors.Invalid(path.Child("nominalConcurrencyShares"), exempt.NominalConcurrencyShares, "must be a non-negative integer");
        }

        Percent(exempt?.LendablePercent, errors, path.Child("lendablePercent"));
    }

    private static void Limited(LimitedPriorityLevelConfiguration limited, FieldErrors errors, FieldPath path)
    {
        if (limited.NominalConcurrencyShares < 0)
        {
            errors.Invalid(path.Child("nominalConcurrencyShares"), limited.NominalConcurrencyShares, "must be a non-negative integer");
        }

        Percent(limited.LendablePercent, errors, path.Child("lendablePercent"));
        if (limited.BorrowingLimitPercent < 0)
        {
            errors.Invalid(path.Child("borrowingLimitPercent"), limited.BorrowingLimitPercent, "if specified, must be a non-negative integer");
        }

        Response(limited.LimitResponse, errors, path.Child("limitResponse"));
    }

    private static void Response(LimitResponse response, FieldErrors errors, FieldPath path)
    {
        switch (response)
        {
            case { Type: "Reject" }:
                Forbidden(response.Queuing is not null, "queuing", "must be nil if limited.limitResponse.type is not Limited", errors, path);
                break;
            case { Type: "Queue", Queuing: null }:
                errors.Required(path.Child("queuing"), "must not be empty if limited.limitResponse.type is Limited");
                break;
            case { Type: "Queue", Queuing: { } queuing }:
                Queuing(queuing, errors, path.Child("queuing"));
                break;
            default:
                errors.NotSupported(path.Child("type"), response.Type, Responses);
                break;
        }
    }

    private static void Queuing(QueuingConfiguration queuing, FieldErrors errors, FieldPath path)
    {
        Positive(queuing.QueueLengthLimit, errors, path.Child("queueLengthLimit"));
        Positive(queuing.Queues, errors, path.Child("queues"));
        if (queuing.Queues > MostQueues)
        {
            errors.Invalid(path.Child("queues"), queuing.Queues, $"must not be greater than {MostQueues}");
        }

        var hand = path.Child("handSize");
        Positive(queuing.HandSize, errors, hand);
        if (queuing.HandSize > queuing.Queues)
        {
            errors.Invalid(hand, queuing.HandSize, $"should not be greater than queues ({Invariant.Text(queuing.Queues)})");
        }
        else if (queuing.HandSize > 0 && EntropyBits(queuing.Queues, queuing.HandSize) > HashBits)
        {
            errors.Invalid(
                hand,
                queuing.HandSize,
                $"required entropy bits of deckSize {Invariant.Text(queuing.Queues)} and handSize {Invariant.Text(queuing.HandSize)} should not be greater than {HashBits}");
        }
    }

    /// <summary>The bits that a hand is dealt by: a hash has no more than 60.</summary>
    private static int EntropyBits(int queues, int handSize) => (int)Math.Ceiling(Math.Log2(queues) * handSize);

    private static void Positive(int value, FieldErrors errors, FieldPath path)
    {
        if (value <= 0)
        {
            errors.Invalid(path, value, "must be positive");
        }
    }

    private static void Percent(int? value, FieldErrors errors, FieldPath path)
    {
        if (value is < 0 or > 100)
        {
            errors.Invalid(path, value, "must be between 0 and 100, inclusive");
        }
    }

    private static void Forbidden(bool present, string field, string otherwise, FieldErrors errors, FieldPath path)
    {
        if (present)
        {
            errors.Forbidden(path.Child(field), otherwise);
        }
    }
}
