using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects;
using Orchestrator.Grains.Objects.Storage;
using Orchestrator.Grains.Objects.Writing;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Tests;

/// <summary>Another activation of an object, as there may be for a moment when membership changes: the same writer on the same ledger, with a scheduler of its own.</summary>
internal sealed class SecondActivation
{
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    private readonly ObjectWriter _writer;

    private SecondActivation(ObjectWriter writer) => _writer = writer;

    public static async Task<SecondActivation> OfAsync(TestCluster cluster, ObjectKey key)
    {
        var state = new State(GrainId.Create("second", key.ToString()), cluster.Services.GetRequiredKeyedService<IGrainStorage>(LedgerStorage.Name));
        await state.ReadStateAsync();
        return new SecondActivation(new ObjectWriter(key, state, cluster.Services.GetRequiredService<ObjectServices>(), KindBehavior.None));
    }

    public Task<WriteResult> WriteAsync(WriteRequest request) => _turns.StartNew(() => _writer.WriteAsync(request, CancellationToken.None)).Unwrap();

    private sealed class State(GrainId id, IGrainStorage storage) : IPersistentState<ObjectState>
    {
        private readonly GrainState<ObjectState> _state = new(new ObjectState());

        ObjectState Orleans.Core.IStorage<ObjectState>.State
        {
            get => _state.State!;
            set => _state.State = value;
        }

        public string? Etag => _state.ETag;

        public bool RecordExists => _state.RecordExists;

        public Task ReadStateAsync() => storage.ReadStateAsync("object", id, _state);

        public Task WriteStateAsync() => storage.WriteStateAsync("object", id, _state);

        public Task ClearStateAsync() => storage.ClearStateAsync("object", id, _state);
    }
}
