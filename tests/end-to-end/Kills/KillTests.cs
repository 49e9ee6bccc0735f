using System.Diagnostics;
using Orchestrator.Client;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>
/// The process is killed at a random moment, 200 times: during rollouts, job runs, scalings, namespace deletions, and its own start. In the end counts are exact, nothing
/// was made twice and nothing is left over. The seed is in the message of a failure; ORCHESTRATOR_KILL_SEED repeats it.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 200;
    private const int LongestUp = 700; // ms
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Two_hundred_kills_lose_nothing_double_nothing_and_leave_nothing()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ORCHESTRATOR_KILL_SEED"), out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        var rollouts = new Rollouts();
        IScenario[] scenarios = [rollouts, new Scaling(), new Jobs(), new NamespaceDeletions()];
        await using var server = new KilledServer();
        var started = Stopwatch.GetTimestamp();
        server.Start();
        await server.ReadyAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill % 5 == 4)
            {
                await Task.Delay(random.Next(50, 400)); // a random moment of the start is the test's input, not something awaited
            }
            else
            {
                await server.ReadyAsync();
                await WorkAsync(server, rollouts, scenarios, random);
            }

            await server.KillAsync();
            server.Start();
        }

        output.WriteLine($"{Kills} kills in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, seed {seed}");
        await server.ReadyAsync();
        using var client = server.Client();
        foreach (var scenario in scenarios)
        {
            await scenario.StepAsync(client, random, CancellationToken.None); // whatever was cut off last comes to its end
        }

        await SettleAsync(client, scenarios, () => $"seed {seed}\n{server.Said}");
        rollouts.Violations.ShouldBeEmpty($"seed {seed}");
        output.WriteLine($"settled after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
    }

    /// <summary>Begins one or two things, and returns at a random moment.</summary>
    private static async Task WorkAsync(KilledServer server, Rollouts rollouts, IScenario[] scenarios, Random random)
    {
        using var client = server.Client();
        using var up = new CancellationTokenSource();
        var end = Task.Delay(random.Next(0, LongestUp), CancellationToken.None); // see above
        var first = random.Next(scenarios.Length);
        var work = Task.WhenAll(
            UntilCutAsync(() => scenarios[first].StepAsync(client, random, up.Token)),
            UntilCutAsync(() => scenarios[(first + 1) % scenarios.Length].StepAsync(client, random, up.Token)),
            UntilCutAsync(() => rollouts.WatchAsync(client, up.Token)));
        await end;
        await up.CancelAsync();
        await work;
    }

    private static async Task UntilCutAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception cut) when (cut is OperationCanceledException or HttpRequestException or IOException)
        {
            // as is meant: it is begun again after the kill
        }
        catch (KubeException refused) when (refused.Code is 429 or >= 500)
        {
            // not ready for it yet
        }
    }

    private static async Task SettleAsync(KubeClient client, IScenario[] scenarios, Func<string> about)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await ProblemAsync(client, scenarios) is { } problem)
        {
            if (Stopwatch.GetElapsedTime(started) > Settling)
            {
                throw new TimeoutException($"{problem}; {about()}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<string?> ProblemAsync(KubeClient client, IScenario[] scenarios)
    {
        foreach (var scenario in scenarios)
        {
            if (await scenario.ProblemAsync(client) is { } problem)
            {
                return $"{scenario.GetType().Name}: {problem}";
            }
        }

        return await LeftOvers.FindAsync(client);
    }
}
