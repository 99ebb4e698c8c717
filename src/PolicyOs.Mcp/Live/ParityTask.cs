using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Live;

/// <summary>One golden task on two surfaces.</summary>
/// <param name="Bundle">The bundle's name.</param>
/// <param name="Task">The task.</param>
/// <param name="Skipped">Why it was not played; null when it was.</param>
/// <param name="First">Its steps on the first surface; where a given call did not go through, that call's words.</param>
/// <param name="Second">The same on the second.</param>
internal sealed record ParityTask(
    string Bundle, GoldenTask Task, string? Skipped, (ImmutableArray<LiveStep> Steps, string? Stopped) First, (ImmutableArray<LiveStep> Steps, string? Stopped) Second)
{
    /// <summary>Every difference but that of latency.</summary>
    public IEnumerable<(int Step, string What, string First, string Second)> Differences
    {
        get
        {
            if (First.Stopped is null != Second.Stopped is null)
            {
                yield return (0, "given", First.Stopped ?? "carried out", Second.Stopped ?? "carried out");
            }

            for (int step = 0; step < Math.Min(First.Steps.Length, Second.Steps.Length); step++)
            {
                LiveStep a = First.Steps[step];
                LiveStep b = Second.Steps[step];
                (string What, string A, string B)[] compared =
                [
                    ("verdict", a.Verdict, b.Verdict),
                    ("code", a.Code ?? "none", b.Code ?? "none"),
                    ("phase", a.Phase ?? "not told", b.Phase ?? "not told"),
                    ("visible tools", string.Join(", ", a.Tools), string.Join(", ", b.Tools)),
                ];
                foreach ((string what, string first, string second) in compared.Where(static c => c.A != c.B))
                {
                    yield return (step + 1, what, first, second);
                }
            }
        }
    }

    /// <summary>Plays a task on both, one after the other.</summary>
    /// <exception cref="SurfaceException">A surface cannot be reached, or broke off.</exception>
    public static async Task<ParityTask> PlayAsync(CompiledBundle bundle, GoldenTask task, SurfaceTarget first, SurfaceTarget second, CancellationToken stop) =>
        LivePlay.WhyNot(task) is { } why
            ? new(bundle.Name, task, why, ([], null), ([], null))
            : new(bundle.Name, task, null, await PlayAsync(bundle, task, first, stop), await PlayAsync(bundle, task, second, stop));

    private static async Task<(ImmutableArray<LiveStep> Steps, string? Stopped)> PlayAsync(CompiledBundle bundle, GoldenTask task, SurfaceTarget target, CancellationToken stop)
    {
        await using ISurface surface = target.Open();
        var play = new LivePlay(surface, bundle, task, s_reading);
        if (await play.BeginAsync(stop) is { } stopped)
        {
            return ([], stopped);
        }

        var steps = ImmutableArray.CreateBuilder<LiveStep>();
        foreach (GoldenStep.Call call in task.Steps.OfType<GoldenStep.Call>())
        {
            steps.Add(await play.StepAsync(call, stop));
        }

        return (steps.ToImmutable(), null);
    }

    /// <summary>A gateway takes an answer under 300 ms for none of a person's (spec 2.8).</summary>
    private static readonly TimeSpan s_reading = TimeSpan.FromMilliseconds(400);
}
