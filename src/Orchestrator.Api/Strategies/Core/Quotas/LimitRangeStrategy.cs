using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Quotas;

/// <summary>Limit ranges: what one object of a namespace may ask for.</summary>
public sealed class LimitRangeStrategy : KindStrategy<LimitRange>
{
    /// <inheritdoc/>
    protected override void Default(LimitRange obj)
    {
        foreach (var item in obj.Spec.Limits)
        {
            if (item.Type == "Container")
            {
                // A container without a limit gets the greatest one; without a request it gets its limit.
                item.Default = Fill(item.Default, item.Max);
                item.DefaultRequest = Fill(Fill(item.DefaultRequest, item.Default), item.Min);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Validate(LimitRange obj, FieldErrors errors) => LimitRangeValidation.Spec(obj.Spec, errors, FieldPath.Of("spec", "limits"));

    private static Dictionary<string, Quantity> Fill(Dictionary<string, Quantity>? amounts, Dictionary<string, Quantity>? from)
    {
        amounts ??= [];
        foreach (var (name, amount) in from ?? [])
        {
            amounts.TryAdd(name, amount);
        }

        return amounts;
    }
}
