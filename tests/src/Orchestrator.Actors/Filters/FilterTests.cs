namespace Orchestrator.Actors.Tests.Filters;

public sealed class FilterTests : SiloTest
{
    [Fact]
    public async Task Filters_run_from_the_caller_to_the_grain_and_may_change_the_result()
    {
        (await Grain.DoubleAsync(4)).ShouldBe(109);

        Probe.Notes.ShouldBe(["out IFilteredGrain.DoubleAsync", "in 1 on filtered/k", "in 2", "own filter", "method"]);
    }

    [Fact]
    public async Task Filters_may_change_arguments()
    {
        (await Grain.DoubleAsync(-4)).ShouldBe(109);
    }

    [Fact]
    public async Task A_failure_of_the_grain_passes_through_the_filters_to_the_caller()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Grain.FailAsync());

        Probe.Notes.ShouldContain("in 2 saw InvalidOperationException");
    }

    [Fact]
    public async Task A_filter_may_refuse_a_call()
    {
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Grain.DoubleAsync(0));

        Probe.Notes.ShouldNotContain("method");
    }

    protected override void Configure(ISiloBuilder silo)
    {
        silo.AddOutgoingGrainCallFilter(async context =>
        {
            if (context.Grain is IFilteredGrain)
            {
                Probe.Note($"out {context.InterfaceName.Split('.')[^1]}.{context.MethodName}");
            }

            await context.Invoke();
        });
        silo.AddIncomingGrainCallFilter(async context =>
        {
            if (context.Grain is IFilteredGrain)
            {
                Probe.Note($"in 1 on {context.TargetId}");
                if (context.MethodName == nameof(IFilteredGrain.DoubleAsync))
                {
                    switch (context.Request.GetArgument(0))
                    {
                        case 0:
                            throw new UnauthorizedAccessException("no");
                        case < 0 and int value:
                            context.Request.SetArgument(0, -value);
                            break;
                    }
                }
            }

            await context.Invoke();
            if (context is { Grain: IFilteredGrain, Result: int result })
            {
                context.Result = result + 100;
            }
        });
        silo.AddIncomingGrainCallFilter(async context =>
        {
            if (context.Grain is IFilteredGrain)
            {
                Probe.Note("in 2");
            }

            try
            {
                await context.Invoke();
            }
            catch (Exception failure) when (context.Grain is IFilteredGrain)
            {
                Probe.Note($"in 2 saw {failure.GetType().Name}");
                throw;
            }
        });
    }

    private IFilteredGrain Grain => Grains.GetGrain<IFilteredGrain>("k");
}
