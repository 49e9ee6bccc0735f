using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Writing;
using GroupKind = Orchestrator.Api.Objects.GroupKind;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Objects.Pods;

/// <summary>POST of <c>pods/binding</c>: gives a pod its node, once (a real server's <c>BindingREST.assignPod</c>).</summary>
internal static class BindingVerb
{
    private static readonly GroupResource Bindings = new("", "pods/binding");

    /// <summary>Binds the pod.</summary>
    public static async ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        var binding = Read(context);
        var admission = AdmissionAttributes.Of(context, AdmissionOperation.Create, binding, null);
        await context.Services.Admission.AdmitAsync(admission);
        Validate(context, binding);
        await context.Services.Admission.ValidateAsync(admission);
        var current = context.Current ?? throw Refusals.NotFound(context);
        var pod = ((Pod)current.Typed).CopySharingSpec();
        Check(context, binding, pod);

        pod.Spec = pod.Spec.ShallowCopy();
        pod.Spec.NodeName = binding.Target.Name;
        foreach (var (name, value) in binding.Metadata.Annotations ?? [])
        {
            (pod.Metadata.Annotations ??= [])[name] = value;
        }

        // What admission put on the binding (topology of the node) goes to the pod, which keeps what it has.
        foreach (var (name, value) in binding.Metadata.Labels ?? [])
        {
            (pod.Metadata.Labels ??= []).TryAdd(name, value);
        }

        SetScheduled(context, pod);
        return WriteOutcome.Of(201, new Status { StatusValue = "Success", Code = 201 }, Saving.Put(context, pod), context.Warnings);
    }

    private static Binding Read(WriteContext context)
    {
        Binding binding;
        try
        {
            binding = JsonModel.Read<Binding>(context.Request.Body);
        }
        catch (JsonDecodeException e)
        {
            throw new ApiException(StatusFactory.BadRequest($"Binding in version \"v1\" cannot be handled as a Binding: {e.Message}"));
        }

        RequestMetadata.MatchPath(context, binding.Metadata);
        return binding;
    }

    private static void Validate(WriteContext context, Binding binding)
    {
        var errors = new FieldErrors();
        if (binding.Target.Kind is not (null or "" or "Node"))
        {
            errors.NotSupported(FieldPath.Of("target", "kind"), binding.Target.Kind, ["Node", "<empty>"]);
        }

        if (string.IsNullOrEmpty(binding.Target.Name))
        {
            errors.Required(FieldPath.Of("target", "name"));
        }

        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(new GroupKind("", "Binding"), context.Key.Name, errors));
        }
    }

    private static void Check(WriteContext context, Binding binding, Pod pod)
    {
        WritePreconditions.CheckUpdate(context, binding.Metadata, pod.Metadata);
        var name = context.Key.Name;
        if (!string.IsNullOrEmpty(binding.Metadata.ResourceVersion))
        {
            WritePreconditions.CheckVersion(context, binding.Metadata);
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            throw Conflict(name, $"pod {name} is being deleted, cannot be assigned to a host");
        }

        if (!string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            throw Conflict(name, $"pod {name} is already assigned to node \"{pod.Spec.NodeName}\"");
        }

        if (pod.Spec.SchedulingGates is { Count: > 0 })
        {
            throw Conflict(name, $"pod {name} has non-empty .spec.schedulingGates");
        }
    }

    private static void SetScheduled(WriteContext context, Pod pod)
    {
        var conditions = pod.Status.Conditions ??= [];
        var scheduled = conditions.Find(condition => condition.Type == "PodScheduled");
        if (scheduled is null)
        {
            conditions.Add(scheduled = new PodCondition { Type = "PodScheduled" });
        }

        if (scheduled.Status != "True")
        {
            scheduled.LastTransitionTime = context.Now;
        }

        scheduled.Status = "True";
        scheduled.Reason = null;
        scheduled.Message = null;
        scheduled.ObservedGeneration = pod.Metadata.Generation;
    }

    private static ApiException Conflict(string name, string why) => new(StatusFactory.Conflict(Bindings, name, why));
}
