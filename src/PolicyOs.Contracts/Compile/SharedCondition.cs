using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Compile;

/// <summary>A condition for every tool: an invariant, or the source of an expression with what it reads.</summary>
internal sealed record SharedCondition(Invariant? OnPath, Located<string>? Source, CelProgram? Untyped)
{
    /// <summary>Whether a tool can have what the condition looks at (spec 1.5: a tool whose closed schema has no such property is left out).</summary>
    internal bool IsFor(ToolDraft tool) =>
        OnPath is not null ? PathCompiler.CanExistInArguments(OnPath.Path, tool) : ExpressionCompiler.CanExistInArguments(Untyped!, tool);
}
