using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>preconditions</c> of a tool; what they ask of earlier commits becomes facts.</summary>
internal static class PreconditionCompiler
{
    internal static ImmutableArray<Precondition> Compile(ToolDraft tool, Compilation compilation) =>
        [.. tool.Syntax!.Preconditions.Select(s => Compile(s, tool, compilation))];

    private static Precondition Compile(PreconditionSyntax s, ToolDraft tool, Compilation compilation)
    {
        if (s.Node.Find("requires_prior_tool") is null && s.Node.Find("requires_step_count") is null)
        {
            compilation.Report.Add(Codes.EmptyPrecondition, s.At, "a precondition needs `requires_prior_tool` or `requires_step_count`");
        }

        foreach (YamlEntry key in s.Node.Entries.Where(e => e.Key is "with_output" or "resource" && s.Node.Find("requires_prior_tool") is null))
        {
            compilation.Report.Add(Codes.KeyWithoutEffect, key.KeyAt, $"`{key.Key}` goes with `requires_prior_tool`");
        }

        if (s.RequiresPriorTool?.Value == tool.Name)
        {
            compilation.Report.Add(Codes.RequiresItself, s.RequiresPriorTool.At, $"`{tool.Name}` requires itself and can never be called");
        }

        ToolDraft? prior = compilation.FindTool(s.RequiresPriorTool);
        JsonPath? resource = Resource(s.Resource, tool, prior, compilation);
        ImmutableArray<Invariant> withOutput = compilation.Invariants.OnOutput(s.WithOutput, prior);
        int commits = s.RequiresStepCount?.AtLeast?.Value ?? 0;
        if (prior is null)
        {
            return new Precondition(-1, commits);
        }

        int fact = compilation.PriorFacts.Intern(new PriorFact(prior.Number, resource, withOutput), Text(s), out bool isNew);
        if (isNew)
        {
            prior.EstablishesFacts.Add(fact);
        }

        return new Precondition(fact, commits);
    }

    private static JsonPath? Resource(PreconditionResourceSyntax? s, ToolDraft tool, ToolDraft? prior, Compilation compilation)
    {
        JsonPath? path = compilation.Paths.InArguments(s?.Path, tool, "a resource");
        if (path is not null && prior is not null)
        {
            compilation.Paths.InArguments(s!.Path, prior);
        }

        return path;
    }

    /// <summary>What makes two lists of conditions the same: how they are written.</summary>
    private static string Text(PreconditionSyntax s) =>
        s.Node.Find("with_output") is { } entry && YamlJson.TryConvert(entry.Value, out var json, out _) ? json.GetRawText() : string.Empty;
}
