using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Verification.Golden;

/// <summary>Runs golden tasks and golden cases on the engine that serves calls (spec 4.1). Each has its own store and clock.</summary>
public sealed class GoldenRunner
{
    private readonly CompiledBundle _bundle;
    private readonly CompiledBundle _lenient;
    private readonly ImmutableArray<ToolDefinition?> _definitions;

    /// <summary>A runner for one bundle; schemas are those that the bundle declares.</summary>
    public GoldenRunner(CompiledBundle bundle)
        : this(bundle, [.. bundle.Tools.Select(tool => tool.Contract is null ? null : ToolDefinition.Compile(tool, bundle.LockedDefinition(tool)))])
    {
    }

    private GoldenRunner(CompiledBundle bundle, ImmutableArray<ToolDefinition?> definitions) =>
        (_bundle, _lenient, _definitions) = (bundle, GoldenWorld.Lenient(bundle), definitions);

    /// <summary>Every task of golden_tasks.yaml, then every tool's golden cases, in the order they are written.</summary>
    public static IEnumerable<GoldenTask> TasksOf(CompiledBundle bundle) => bundle.GoldenTasks.Concat(bundle.GoldenCases.Select(entry => entry.Task));

    /// <summary>A runner for the same bundle with a part changed; only the schemas of <paramref name="schemaOf"/> are compiled anew.</summary>
    /// <param name="changed">The bundle, every number as before.</param>
    /// <param name="schemaOf">The tool whose schemas are others; -1 when none are.</param>
    internal GoldenRunner With(CompiledBundle changed, int schemaOf) =>
        new(changed, schemaOf < 0 ? _definitions : _definitions.SetItem(schemaOf, ToolDefinition.Compile(changed.Tools[schemaOf], changed.LockedDefinition(changed.Tools[schemaOf]))));

    /// <summary>Runs one task.</summary>
    public GoldenResult Run(GoldenTask task) => Run(task, out _);

    /// <summary>The session that a task starts from.</summary>
    internal GoldenWorld Start(GoldenTask task) => new(_bundle, _lenient, _definitions, task);

    /// <summary>Runs one task and gives the session that it leaves.</summary>
    internal GoldenResult Run(GoldenTask task, out GoldenWorld world)
    {
        world = Start(task);
        var mismatches = ImmutableArray.CreateBuilder<GoldenMismatch>();
        for (int step = 0; step < task.Steps.Length; step++)
        {
            mismatches.AddRange(world.Act(step));
        }

        if (task.Expect is { } expect)
        {
            mismatches.AddRange(FinalExpectation.Check(
                _bundle, world.Session, expect.VisibleTools is null ? [] : world.Visible(), world.Events, task, expect));
        }

        return new(task, mismatches.ToImmutable());
    }
}
