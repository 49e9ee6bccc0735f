using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Admission;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>Makes up requests as plugins see them.</summary>
internal static class Asking
{
    private static readonly KindRegistry Kinds = Registry();

    /// <summary>Whoever asks.</summary>
    public static Caller Someone { get; } = Caller.Named("someone");

    /// <summary>A create.</summary>
    public static AdmissionAttributes Create(string resource, string json, Caller? caller = null, string subresource = "", string group = "") =>
        Of(AdmissionOperation.Create, resource, json, null, caller, subresource, group);

    /// <summary>An update.</summary>
    public static AdmissionAttributes Update(string resource, string json, string old, Caller? caller = null, string subresource = "", string group = "") =>
        Of(AdmissionOperation.Update, resource, json, old, caller, subresource, group);

    /// <summary>A delete.</summary>
    public static AdmissionAttributes Delete(string resource, string old, Caller? caller = null) => Of(AdmissionOperation.Delete, resource, null, old, caller, "", "");

    /// <summary>The refusal of both halves, or null.</summary>
    public static async Task<string?> RefusalAsync(this IAdmissionPlugin plugin, AdmissionAttributes attributes)
    {
        try
        {
            await plugin.AskAsync(attributes);
            return null;
        }
        catch (ApiException refusal)
        {
            return refusal.Status.Message;
        }
    }

    /// <summary>Asks both halves.</summary>
    public static async Task AskAsync(this IAdmissionPlugin plugin, AdmissionAttributes attributes)
    {
        plugin.Handles(attributes.Target).ShouldBeTrue();
        if (plugin is IMutatingAdmissionPlugin mutating && attributes.Operation != AdmissionOperation.Delete)
        {
            await mutating.AdmitAsync(attributes);
        }

        if (plugin is IValidatingAdmissionPlugin validating)
        {
            await validating.ValidateAsync(attributes);
        }
    }

    private static AdmissionAttributes Of(AdmissionOperation operation, string resource, string? json, string? old, Caller? caller, string subresource, string group)
    {
        var kind = Kinds.TryGet(new GroupResource(group, resource)) ?? throw new ArgumentException($"no resource {resource}");
        var (value, before) = (Decode(json), Decode(old));
        var metadata = (value ?? before)!.Metadata;
        return new AdmissionAttributes
        {
            Operation = operation,
            Object = value,
            OldObject = before,
            Key = new ObjectKey(group, resource, kind.Namespaced ? metadata.Namespace ?? "default" : "", metadata.Name ?? "x"),
            Kind = kind,
            Subresource = subresource,
            Caller = caller ?? Someone,
        };

        IKubeObject? Decode(string? text) => text is null ? null : kind.Decode(Encoding.UTF8.GetBytes(text));
    }

    private static KindRegistry Registry()
    {
        var kinds = KindRegistry.BuiltIn();
        BuiltInStrategies.Attach(kinds);
        return kinds;
    }
}
