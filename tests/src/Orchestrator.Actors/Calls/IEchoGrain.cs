namespace Orchestrator.Actors.Tests.Calls;

/// <summary>One method for each shape that a grain method may have.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    Task<string> KeyAsync();

    Task<int> AddAsync(int left, int right, CancellationToken cancellationToken);

    ValueTask<long> ValueAsync(long value);

    ValueTask TouchAsync();

    Task<int> TouchesAsync();

    Task<Parcel> PassAsync(Parcel parcel);

    Task FailAsync(string message);

    Task<int> FailAtOnceAsync();
}

[GenerateSerializer, Immutable, Alias("test-parcel")]
public sealed record Parcel([property: Id(0)] string Name, [property: Id(1)] byte[]? Content);

[GenerateSerializer]
public sealed class EchoException(string message) : Exception(message);
