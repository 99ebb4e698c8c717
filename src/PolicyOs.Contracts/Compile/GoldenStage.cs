using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>golden_tasks.yaml and every tool's <c>golden_cases</c>.</summary>
internal sealed class GoldenStage : IStage
{
    public void Run(Compilation compilation)
    {
        GoldenTasksSyntax? file = compilation.Syntax.GoldenTasks;
        var steps = new GoldenStepCompiler(compilation);
        var ids = new NameTable("golden task", compilation.Report);
        compilation.Golden = new GoldenSet(
            [.. (file?.Tasks).OrAbsent().Select(t => Task(t, ids, steps, compilation))],
            [.. compilation.Drafts.Where(d => d.Syntax is not null).SelectMany(d => Cases(d, steps, compilation))],
            [.. (file?.Equivalent).OrAbsent().Select(e => new GoldenEquivalent(e.Rule?.Value ?? string.Empty, e.Reason?.Value ?? string.Empty, Place(e.At)))]);
    }

    internal static GoldenPlace Place(SourceSpan at) => new(at.File, at.Line, at.Column);

    private static GoldenTask Task(GoldenTaskSyntax s, NameTable ids, GoldenStepCompiler steps, Compilation compilation)
    {
        Declare(s.Id, ids);
        CheckPurpose(s.Purpose, compilation);
        return new GoldenTask
        {
            Id = s.Id?.Value ?? string.Empty,
            Kind = s.Kind?.Value ?? string.Empty,
            Place = Place(s.At),
            Principal = AgentStage.Principal(s.Principal, compilation),
            Labels = Compilation.Texts(s.Labels),
            Purpose = s.Purpose?.Value,
            Environment = [.. s.Environment.Select(e => KeyValuePair.Create(e.Name.Value, e.Value.Value))],
            Given = [.. s.Given.Select(steps.Given).OfType<GoldenGiven>()],
            Steps = steps.Compile(s.Steps),
            Expect = s.Expect is { } expect ? Expect(expect, compilation) : null,
        };
    }

    private static IEnumerable<GoldenCase> Cases(ToolDraft tool, GoldenStepCompiler steps, Compilation compilation)
    {
        var ids = new NameTable("golden case", compilation.Report);
        foreach (GoldenCaseSyntax s in tool.Syntax!.GoldenCases)
        {
            Declare(s.Id, ids);
            CheckPurpose(s.Purpose, compilation);
            yield return new GoldenCase(tool.Number, new GoldenTask
            {
                Id = s.Id?.Value ?? string.Empty,
                Kind = "case",
                Place = Place(s.At),
                Principal = AgentStage.Principal(s.Principal, compilation),
                Labels = Compilation.Texts(s.Labels),
                Purpose = s.Purpose?.Value,
                Environment = [],
                Given = [.. s.Given.Select(steps.Given).OfType<GoldenGiven>()],
                Steps = [steps.Case(s, tool)],
                Expect = null,
            });
        }
    }

    private static GoldenTaskExpect Expect(GoldenTaskExpectSyntax s, Compilation compilation) => new(
        compilation.Phases.Find(s.FinalPhase),
        s.VisibleTools.IsPresent ? compilation.FindTools(s.VisibleTools) : null,
        s.Labels.IsPresent ? Compilation.Texts(s.Labels) : null,
        s.MaxCost?.Value,
        s.Events.IsPresent ? [.. s.Events.Select(e => e.Value)] : null);

    private static void Declare(Located<string>? id, NameTable ids)
    {
        if (id is not null)
        {
            ids.Declare(id);
        }
    }

    private static void CheckPurpose(Located<string>? purpose, Compilation compilation)
    {
        if (purpose is not null && compilation.Syntax.Session?.Purpose is { Count: > 0 } allowed
            && !allowed.Any(p => p.Value == purpose.Value))
        {
            compilation.Report.Add(Codes.UnknownName, purpose.At, $"there is no purpose `{purpose.Value}` in session.yaml", NearMiss.Help(purpose.Value, allowed.Select(p => p.Value)));
        }
    }
}
