using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Base;

/// <summary>A controller of config maps that does what a test says.</summary>
internal abstract class ConfigMapController(string name, ControllerServices services) : Controller<ConfigMap>(name, ConfigMaps, services)
{
    public static readonly GroupResource ConfigMaps = new("", "configmaps");

    protected async Task PatchAsync(ObjectKey key, string patch, CancellationToken cancellationToken) =>
        await Client.PatchAsync(key, System.Text.Encoding.UTF8.GetBytes(patch.Replace('\'', '"')), "", cancellationToken);
}

/// <summary>Fails for objects named <c>bad</c>, marks the others.</summary>
internal sealed class FailingController(ControllerServices services) : ConfigMapController("failing", services)
{
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, ConfigMap value, CancellationToken cancellationToken)
    {
        if (key.Name == "bad")
        {
            throw new InvalidOperationException("no way");
        }

        if (value.Data?.ContainsKey("seen") != true)
        {
            await PatchAsync(key, "{'data':{'seen':'yes'}}", cancellationToken);
        }

        return ReconcileResult.Done.Because($"all {value.Data?.Count ?? 0} keys are there");
    }
}

/// <summary>Wants <c>data.side</c> to be its own name, of objects that it may fight over.</summary>
internal abstract class FighterController(string side, ControllerServices services) : ConfigMapController(side, services)
{
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, ConfigMap value, CancellationToken cancellationToken)
    {
        if (key.Name == "ring" && value.Data?.GetValueOrDefault("side") != Name)
        {
            await PatchAsync(key, "{'data':{'side':'" + Name + "'}}", cancellationToken);
        }

        return ReconcileResult.Done;
    }
}

internal sealed class LeftController(ControllerServices services) : FighterController("left", services);

internal sealed class RightController(ControllerServices services) : FighterController("right", services);
