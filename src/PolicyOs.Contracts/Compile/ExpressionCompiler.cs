using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Types;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>
/// Conditions in CEL (spec 1.7), compiled for one tool at a time: the type of <c>input</c> differs from tool to tool. Runs after slots and
/// tools are known, for the session's type names them.
/// </summary>
internal sealed class ExpressionCompiler(Compilation compilation)
{
    private readonly Dictionary<int, CelEnvironment> _environments = [];
    private CelType? _session;

    private CelType Session => _session ??= RuleTypes.Session(compilation);

    /// <summary>A condition of one tool; null when it is not given or wrong, which is reported at its place.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="tool">The tool whose arguments it sees.</param>
    /// <param name="isOneOfSeveral">Whether other tools have it too, so that findings name the tool.</param>
    internal CelProgram? ForTool(Located<string>? source, ToolDraft tool, bool isOneOfSeveral) =>
        source is null ? null : Report(source, Compile(source, Environment(tool)), tool, isOneOfSeveral);

    /// <summary>Reports what is wrong with a condition of a tool; the program when nothing is.</summary>
    internal CelProgram? Report(Located<string> source, CelCompilation compiled, ToolDraft tool, bool isOneOfSeveral) =>
        Report(source, compiled, isOneOfSeveral ? $" (for `{tool.Name}`)" : string.Empty);

    /// <summary>Compiles conditions of these tools, on any thread; what is wrong is to be reported afterwards.</summary>
    internal Func<Located<string>, ToolDraft, CelCompilation> Prepared(IEnumerable<ToolDraft> tools)
    {
        foreach (ToolDraft tool in tools)
        {
            Environment(tool);
        }

        return (source, tool) => Compile(source, _environments[tool.Number]);
    }

    /// <summary>A condition before it is known whose arguments it sees: what is wrong whatever the tool is reported once.</summary>
    internal CelProgram? ForAnything(Located<string>? source) =>
        source is null ? null : Report(source, Compile(source, RuleVariables.Environment(CelType.Dyn, RuleTypes.Principal, Session, RuleTypes.Tool)), string.Empty);

    /// <summary>Reports a condition that fits none of several tools: what is wrong for the one that it may have been meant for.</summary>
    internal void ReportUnfit(Located<string> source, IEnumerable<ToolDraft> tools)
    {
        CelDiagnostic[] findings = [.. tools.SelectMany(tool => Compile(source, Environment(tool)).Diagnostics)];
        if ((Array.Find(findings, static f => f.Help?.StartsWith("did you mean", StringComparison.Ordinal) == true) ?? findings.FirstOrDefault()) is { } finding)
        {
            Report(source, finding, " (of any tool that this is for)");
        }
    }

    /// <summary>Whether the arguments of a tool can have every field that a condition names.</summary>
    internal static bool CanExistInArguments(CelProgram condition, ToolDraft tool) => tool.Input is not { } schema || condition.Reads.All(read =>
        read.Slot != RuleVariables.Input || schema.Describe(InstancePath.Of(read.Fields.Select(InstanceStep.Property))).Existence != PathExistence.No);

    private CelEnvironment Environment(ToolDraft tool)
    {
        if (!_environments.TryGetValue(tool.Number, out CelEnvironment? environment))
        {
            environment = RuleVariables.Environment(RuleTypes.Input(tool, compilation), RuleTypes.Principal, Session, RuleTypes.Tool);
            _environments.Add(tool.Number, environment);
        }

        return environment;
    }

    private static CelCompilation Compile(Located<string> source, CelEnvironment environment) => CelProgram.Compile(source.Value, environment, CelType.Bool);

    private CelProgram? Report(Located<string> source, CelCompilation compiled, string whose)
    {
        foreach (CelDiagnostic finding in compiled.Diagnostics)
        {
            Report(source, finding, whose);
        }

        return compiled.Program;
    }

    private void Report(Located<string> source, CelDiagnostic finding, string whose)
    {
        SourceSpan at = compilation.Source.Find(source.At.File) is { } file
            ? ScalarPlace.Of(file, source.At, source.Value, finding.Offset, finding.Length)
            : source.At;
        compilation.Report.Add(Codes.BadExpression, at, finding.Message + whose, finding.Help);
    }
}
