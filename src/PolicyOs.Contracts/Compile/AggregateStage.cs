using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Expressions;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>aggregates</c> of session.yaml.</summary>
internal sealed class AggregateStage : IStage
{
    private const string Every = "*";

    public void Run(Compilation compilation)
    {
        var names = new NameTable("aggregate", compilation.Report);
        foreach (AggregateSyntax s in (compilation.Syntax.Session?.Aggregates).OrAbsent())
        {
            Check(s, compilation.Report);
            ImmutableArray<ToolDraft> tools = Tools(s, compilation);
            JsonPath? path = Path(s, tools, compilation);
            var aggregate = new Aggregate
            {
                Name = s.Name?.Value ?? string.Empty,
                Metric = s.Metric?.Value ?? default,
                Path = path,
                AtLeast = s.AtLeast?.Value,
                AtMost = s.AtMost?.Value,
                Reason = s.Reason?.Value ?? string.Empty,
                When = [.. s.When.Select(w => Bound(w, tools, compilation)).OfType<ConditionalBound>()],
            };
            if (s.Name is not null && names.Declare(s.Name) >= 0)
            {
                foreach (ToolDraft tool in tools)
                {
                    tool.Aggregates.Add(compilation.Aggregates.Count);
                }

                compilation.Aggregates.Add(aggregate);
            }
        }
    }

    private static void Check(AggregateSyntax s, DiagnosticBag report)
    {
        if (s.Node.Find("gte") is null && s.Node.Find("lte") is null)
        {
            report.Add(Codes.AggregateWithoutBound, s.At, "an aggregate needs `gte` or `lte`");
        }

        if (s.Metric is { Value: not AggregateMetric.Count } && s.Node.Find("path") is null)
        {
            report.Add(Codes.AggregateWithoutPath, s.Metric.At, "this metric needs `path`; only count goes without");
        }

        Bounds.Check(s.AtLeast, s.AtMost, "gte", "lte", report);
    }

    private static ImmutableArray<ToolDraft> Tools(AggregateSyntax s, Compilation compilation)
    {
        if (s.Tool is not [{ Value: Every }])
        {
            return [.. s.Tool.Select(compilation.FindTool).OfType<ToolDraft>().Distinct()];
        }

        JsonPath? path = s.Path is null || s.Metric?.Value == AggregateMetric.Count ? null : compilation.Paths.Compile(s.Path);
        return [.. compilation.Drafts.Where(d => path is null || PathCompiler.CanExistInArguments(path, d))];
    }

    private static JsonPath? Path(AggregateSyntax s, ImmutableArray<ToolDraft> tools, Compilation compilation)
    {
        JsonPath? path = compilation.Paths.Singular(s.Path, "an aggregate");
        if (s.Tool is not [{ Value: Every }])
        {
            foreach (ToolDraft tool in tools)
            {
                compilation.Paths.InArguments(s.Path, tool);
            }
        }

        return path;
    }

    private static ConditionalBound? Bound(AggregateWhenSyntax s, ImmutableArray<ToolDraft> tools, Compilation compilation)
    {
        if (s.Node.Find("then_gte") is null && s.Node.Find("then_lte") is null)
        {
            compilation.Report.Add(Codes.AggregateWithoutBound, s.At, "an entry of `when` needs `then_gte` or `then_lte`");
        }

        Bounds.Check(s.ThenAtLeast, s.ThenAtMost, "then_gte", "then_lte", compilation.Report);
        return Condition(s, tools, compilation) is { } condition ? new ConditionalBound(condition, s.ThenAtLeast?.Value, s.ThenAtMost?.Value) : null;
    }

    private static BoundCondition? Condition(AggregateWhenSyntax s, ImmutableArray<ToolDraft> tools, Compilation compilation)
    {
        if (s.Node.Find("cel") is null)
        {
            return new BoundCondition.OnSlot(compilation.Slots.Find(s.Binding), compilation.Invariants.Operators(s));
        }

        ConditionCompiler.CheckAlone(s, compilation.Report);
        if (s.Cel is null)
        {
            return null;
        }

        var byTool = new CelProgram?[compilation.Drafts.Count];
        foreach (ToolDraft tool in tools)
        {
            byTool[tool.Number] = compilation.Expressions.ForTool(s.Cel, tool, tools.Length > 1);
        }

        return new BoundCondition.Expression(s.Cel.Value, [.. byTool]);
    }
}
