using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Verification.Golden;

/// <summary>Runs golden tasks and golden cases on the engine that serves calls (spec 4.1). Each has its own store and clock.</summary>
public sealed class GoldenRunner
{
    private readonly CompiledBundle _bundle;
    private readonly ImmutableArray<ToolDefinition?> _definitions;

    /// <summary>A runner for one bundle; schemas are those that the bundle declares.</summary>
    public GoldenRunner(CompiledBundle bundle)
    {
        _bundle = bundle;
        _definitions = [.. bundle.Tools.Select(tool => tool.Contract is null ? null : ToolDefinition.Compile(tool, bundle.LockedDefinition(tool)))];
    }

    /// <summary>Every task of golden_tasks.yaml, then every tool's golden cases, in the order they are written.</summary>
    public static IEnumerable<GoldenTask> TasksOf(CompiledBundle bundle) => bundle.GoldenTasks.Concat(bundle.GoldenCases.Select(entry => entry.Task));

    /// <summary>Runs one task.</summary>
    public GoldenResult Run(GoldenTask task)
    {
        var world = new GoldenWorld(_bundle, _definitions, task);
        var mismatches = ImmutableArray.CreateBuilder<GoldenMismatch>();
        for (int step = 0; step < task.Steps.Length; step++)
        {
            mismatches.AddRange(world.Act(step));
        }

        if (task.Expect is { } expect)
        {
            mismatches.AddRange(FinalExpectation.Check(_bundle, world, task, expect));
        }

        return new(task, mismatches.ToImmutable());
    }
}
