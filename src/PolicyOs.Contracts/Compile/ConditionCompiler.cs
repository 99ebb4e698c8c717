using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Compile;

/// <summary>Builds the entries of <c>when</c> lists: a path with operators, or an expression.</summary>
internal sealed class ConditionCompiler(Compilation compilation)
{
    /// <summary>Conditions on the arguments of a tool that is named: what it cannot have is an error.</summary>
    internal ImmutableArray<Condition> ForNamed(SyntaxList<ConditionSyntax> entries, ToolDraft tool, bool isOneOfSeveral) =>
        [.. entries.Select(entry => ForNamed(entry, tool, isOneOfSeveral)).OfType<Condition>()];

    /// <summary>Conditions for every tool: each tool has those whose arguments it can have.</summary>
    internal ImmutableArray<SharedCondition> ForEvery(SyntaxList<ConditionSyntax> entries) =>
        [.. entries.Select(Shared).OfType<SharedCondition>()];

    /// <summary>Those of the conditions for every tool that one tool has.</summary>
    internal ImmutableArray<Condition> Of(ImmutableArray<SharedCondition> shared, ToolDraft tool) =>
        [.. shared.Where(condition => condition.IsFor(tool)).Select(condition => In(condition, tool)).OfType<Condition>()];

    /// <summary>Reports expressions on arguments that none of the tools has.</summary>
    internal void CheckUse(ImmutableArray<SharedCondition> shared, IReadOnlyCollection<ToolDraft> tools)
    {
        foreach (SharedCondition condition in shared.Where(c => c.Source is not null && !tools.Any(c.IsFor)))
        {
            compilation.Expressions.ReportUnfit(condition.Source!, tools);
        }
    }

    private Condition? ForNamed(ConditionSyntax entry, ToolDraft tool, bool isOneOfSeveral)
    {
        if (entry.Node.Find("cel") is null)
        {
            return compilation.Invariants.OnArguments([entry], tool) is [var invariant] ? new Condition.OnPath(invariant) : null;
        }

        CheckAlone(entry, compilation.Report);
        return compilation.Expressions.ForTool(entry.Cel, tool, isOneOfSeveral) is { } program ? new Condition.Expression(program) : null;
    }

    private SharedCondition? Shared(ConditionSyntax entry)
    {
        if (entry.Node.Find("cel") is null)
        {
            return compilation.Invariants.OnArguments([entry], tool: null) is [var invariant] ? new SharedCondition(invariant, null, null) : null;
        }

        CheckAlone(entry, compilation.Report);
        return compilation.Expressions.ForAnything(entry.Cel) is { } program ? new SharedCondition(null, entry.Cel, program) : null;
    }

    private Condition? In(SharedCondition condition, ToolDraft tool)
    {
        if (condition.OnPath is { } invariant)
        {
            return new Condition.OnPath(invariant);
        }

        CelProgram? program = compilation.Expressions.ForTool(condition.Source, tool, isOneOfSeveral: true);
        return program is null ? null : new Condition.Expression(program);
    }

    /// <summary>An operator beside an expression would be ignored.</summary>
    internal static void CheckAlone(OperatorsSyntax entry, DiagnosticBag report)
    {
        foreach (string name in OperatorsSyntax.FullNames)
        {
            if (entry.Node.Find(name) is { } written)
            {
                report.Add(Codes.KeyWithoutEffect, written.KeyAt, $"`{name}` does nothing beside `cel`", "write it into the expression");
            }
        }
    }
}
